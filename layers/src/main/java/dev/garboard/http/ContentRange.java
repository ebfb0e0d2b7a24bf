package dev.garboard.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `Content-Range` header (RFC 9110 §14.4).
///
/// @param total -1 when the server does not know
record ContentRange(long first, long last, long total) {

  private static final Pattern FORM =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

  static Optional<ContentRange> of(ResponseHead head) {
    return head.header("content-range")
        .map(text -> FORM.matcher(text.strip()))
        .filter(Matcher::matches)
        .map(m ->
            new ContentRange(
                Long.parseLong(m.group(1)),
                Long.parseLong(m.group(2)),
                m.group(3).equals("*") ? -1 : Long.parseLong(m.group(3))));
  }
}
