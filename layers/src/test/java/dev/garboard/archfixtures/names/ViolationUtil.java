package dev.garboard.archfixtures.names;

final class ViolationUtil {}
