/// One HTTP client for everything that is fetched: proxies, certificate authorities, credentials,
/// retries, resume.
@NullMarked
package dev.garboard.http;

import org.jspecify.annotations.NullMarked;
