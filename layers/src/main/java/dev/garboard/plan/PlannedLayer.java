package dev.garboard.plan;

import java.util.List;

/// One layer before it has bytes.
///
/// @param label for people: a distribution's name, a bucket's, `environment`, `app`
/// @param distributions ordered by name; empty for layers that hold none
/// @param size sum of the known sizes of wheels and packages in bytes
public record PlannedLayer(
    Kind kind, String label, LayerKey key, List<PlannedDistribution> distributions, long size) {

  /// What a layer holds, from bottom to top of an image.
  public enum Kind {
    /// Debian packages beyond the base.
    SYSTEM,
    /// The virtual environment without distributions.
    ENVIRONMENT,
    /// One distribution that is large or was asked to lie alone.
    ALONE,
    /// Small distributions whose names share a hash bucket.
    BUCKET,
    /// A workspace member or another local tree, installed as a wheel.
    MEMBER,
    /// The project's own files and its entry points.
    APP
  }

  /// Copies.
  public PlannedLayer {
    distributions = List.copyOf(distributions);
  }

  /// The same with a known size of what goes in.
  public PlannedLayer withSize(long bytes) {
    return new PlannedLayer(kind, label, key, distributions, bytes);
  }
}
