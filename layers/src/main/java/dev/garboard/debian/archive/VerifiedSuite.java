package dev.garboard.debian.archive;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/// A suite whose release file was verified.
public final class VerifiedSuite {

  private final Suite suite;
  private final URI root;
  private final ReleaseText text;
  private final Instant date;
  private final boolean expired;

  VerifiedSuite(Suite suite, URI root, ReleaseText text, Instant date, boolean expired) {
    this.suite = suite;
    this.root = root;
    this.text = text;
    this.date = date;
    this.expired = expired;
  }

  /// Which suite.
  public Suite suite() {
    return suite;
  }

  /// The mirror that had it.
  public URI root() {
    return root;
  }

  /// When the suite was published.
  public Instant date() {
    return date;
  }

  /// Whether it is past its `Valid-Until`, which was allowed.
  public boolean expired() {
    return expired;
  }

  /// What the release file says of an index of packages in all of its forms: equal lines, equal
  /// packages. Dates and mirrors are not part of it.
  public List<String> indexLines(String component, Architecture architecture) {
    return text.files(PackagesForm.path(component, architecture));
  }

  ReleaseText text() {
    return text;
  }
}
