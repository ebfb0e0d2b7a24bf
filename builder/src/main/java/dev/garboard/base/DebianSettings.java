package dev.garboard.base;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.unpack.DropRules;
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
/// @param rules what of a package is left out
/// @param systemPackages what the layer of system packages is the closure of
public record DebianSettings(
    List<URI> mirrors,
    Map<String, String> aptSources,
    Path lockFile,
    boolean allowExpired,
    List<Architecture> machine,
    int processors,
    DropRules rules,
    List<String> systemPackages) {

  /// Copies.
  public DebianSettings {
    mirrors = List.copyOf(mirrors);
    aptSources = Map.copyOf(aptSources);
    machine = List.copyOf(machine);
    systemPackages = systemPackages.stream().sorted().distinct().toList();
  }
}
