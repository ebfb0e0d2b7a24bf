package dev.garboard.destination;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.util.Map;
import java.util.TreeMap;

class MemoryDestinationTest extends DestinationContract {

  private final MemoryDestination memory = new MemoryDestination();

  @Override
  Destination destination() {
    return memory;
  }

  @Override
  Map<String, Digest> seen() {
    TreeMap<String, Digest> seen = new TreeMap<>();
    memory.blobs().forEach((digest, bytes) -> seen.put(digest.hex(), Hashing.sha256(bytes)));
    return seen;
  }

  @Override
  Digest readBack() {
    return memory.latest();
  }
}
