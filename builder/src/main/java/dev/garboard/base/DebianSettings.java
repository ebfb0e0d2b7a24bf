package dev.garboard.base;

import dev.garboard.debian.archive.Architecture;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How Debian bases are made on this machine.
///
/// @param mirrors roots that the user names; asked before all others
/// @param aptSources texts of this machine's apt sources, by file name
/// @param lockFile where the packages are pinned; need not exist
/// @param allowExpired whether an archive past its `Valid-Until` is accepted
/// @param machine the architectures whose programs run here
/// @param processors how many packages are unpacked at a time
public record DebianSettings(
    List<URI> mirrors,
    Map<String, String> aptSources,
    Path lockFile,
    boolean allowExpired,
    List<Architecture> machine,
    int processors) {

  /// Copies.
  public DebianSettings {
    mirrors = List.copyOf(mirrors);
    aptSources = Map.copyOf(aptSources);
    machine = List.copyOf(machine);
  }
}
