package dev.garboard.locate;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.python.Version;
import dev.garboard.python.WheelFilename;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.WheelTags;
import dev.garboard.store.Shelf;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Wheels that the user lays ready with `--find-links` for distributions that the lockfile has none
/// of. The lockfile cannot vouch for their bytes, so name, version and tags must all fit.
final class SuppliedWheels {

  private static final Pattern TOLD = Pattern.compile("sha256=([0-9a-f]{64})");

  private final FindLinks places;

  SuppliedWheels(FindLinks places) {
    this.places = places;
  }

  /// The file that serves a package best; none where its version is not known, or nothing fits.
  Optional<WantedFile> find(SelectedPackage selected, WheelTags tags)
      throws IOException, InterruptedException {
    if (selected.version().isEmpty()) {
      return Optional.empty();
    }
    Version version = Version.parse(selected.version());
    Optional<Map.Entry<WheelFilename, Place>> best =
        places.wheels(selected.name()).entrySet().stream()
            .filter(found -> Version.parse(found.getKey().version()).equals(version))
            .filter(found -> tags.rank(found.getKey()).isPresent())
            .min(Map.Entry.comparingByKey(bestFirst(tags)));
    return best.isEmpty()
        ? Optional.empty()
        : Optional.of(wanted(selected, best.get().getKey(), best.get().getValue()));
  }

  private static Comparator<WheelFilename> bestFirst(WheelTags tags) {
    return Comparator.comparingInt((WheelFilename wheel) -> tags.rank(wheel).orElseThrow())
        .thenComparing(WheelFilename::buildTag, Comparator.reverseOrder());
  }

  private static WantedFile wanted(SelectedPackage selected, WheelFilename wheel, Place place)
      throws IOException {
    return new WantedFile(
        selected.name(), Shelf.WHEELS, wheel.text(), place.location(), digests(place), false, 0);
  }

  /// Of a file its own, of a link the one that the page tells.
  private static List<Digest> digests(Place place) throws IOException {
    return switch (place) {
      case Place.Local(Path path) -> List.of(Hashing.sha256(Content.of(path)));
      case Place.Remote(URI url) -> {
        Matcher told = TOLD.matcher(url.getFragment() == null ? "" : url.getFragment());
        yield told.matches() ? List.of(Digest.parse("sha256:" + told.group(1))) : List.of();
      }
    };
  }
}
