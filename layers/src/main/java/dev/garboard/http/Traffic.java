package dev.garboard.http;

/// What a client has transferred so far.
///
/// @param requests sent, redirects and further attempts included
/// @param bytes of response bodies, as received
public record Traffic(long requests, long bytes) {}
