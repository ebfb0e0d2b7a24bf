package dev.garboard.store;

import java.util.List;

/// What a store holds.
///
/// @param sections sorted by name
public record StoreInfo(List<Section> sections) {

  /// Copies.
  public StoreInfo {
    sections = List.copyOf(sections);
  }

  /// One directory of the store.
  public record Section(String name, long entries, long bytes) {}

  /// Bytes of all sections.
  public long bytes() {
    return sections.stream().mapToLong(Section::bytes).sum();
  }
}
