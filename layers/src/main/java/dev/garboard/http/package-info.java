/// One HTTP client for everything that is fetched: proxies, certificate authorities, credentials,
/// retries, resume. Follows RFC 9110 and, where users notice, uv: its variables and its order of
/// credentials. Knows nothing of Python, and never prints a secret.
@NullMarked
package dev.garboard.http;

import org.jspecify.annotations.NullMarked;
