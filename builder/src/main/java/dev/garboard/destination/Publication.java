package dev.garboard.destination;

import dev.garboard.image.Publishable;
import java.util.ArrayList;
import java.util.List;

/// One image or index, and all the places where it goes.
///
/// @param destinations in the order of the result
public record Publication(Publishable image, List<Destination> destinations) {

  /// Copies.
  public Publication {
    destinations = List.copyOf(destinations);
  }

  /// Publishes: first everything is brought everywhere, unseen; then it gets its names, in
  /// registries last. So what fails on the way changes no name, and a tag that others follow moves
  /// only when all else is done.
  ///
  /// @return for each publication where its image lies now
  public static List<List<Published>> publish(List<Publication> all)
      throws DestinationException, InterruptedException {
    List<Open> open = new ArrayList<>();
    try {
      for (Publication each : all) {
        for (Destination destination : each.destinations) {
          open.add(new Open(destination, destination.stage(each.image)));
        }
      }
      return inOrder(all, committed(open));
    } finally {
      closeAll(open);
    }
  }

  private record Open(Destination destination, Staged staged) {
    boolean isShared() {
      return destination instanceof RegistryDestination;
    }
  }

  private static List<Published> committed(List<Open> open)
      throws DestinationException, InterruptedException {
    Published[] published = new Published[open.size()];
    for (boolean shared : new boolean[] {false, true}) {
      for (int i = 0; i < published.length; i++) {
        if (open.get(i).isShared() == shared) {
          published[i] = open.get(i).staged.commit();
        }
      }
    }
    return List.of(published);
  }

  private static List<List<Published>> inOrder(List<Publication> all, List<Published> published) {
    List<List<Published>> result = new ArrayList<>();
    int from = 0;
    for (Publication each : all) {
      result.add(published.subList(from, from + each.destinations.size()));
      from += each.destinations.size();
    }
    return result;
  }

  private static void closeAll(List<Open> open) throws DestinationException {
    List<DestinationException> failures = new ArrayList<>();
    for (Open each : open) {
      try {
        each.staged.close();
      } catch (DestinationException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
