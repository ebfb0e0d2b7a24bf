package dev.garboard.debian.packages;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Packages that are left out although others depend on them, each with the reason. Only tools that
/// maintainer scripts run belong here, never a library: a library that is missing breaks whatever
/// was linked against it.
public record DenyList(SequencedMap<String, String> reasons) {

  /// Copies.
  public DenyList {
    reasons = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(reasons));
  }

  /// Leaves nothing out.
  public static DenyList none() {
    return new DenyList(new TreeMap<>());
  }

  /// What no image needs, since maintainer scripts are never run and nothing is installed later.
  public static DenyList packageManagement() {
    SequencedMap<String, String> reasons = new TreeMap<>();
    String manager = "installs and removes packages, which an image never does";
    for (String name : new String[] {"apt", "apt-utils", "dpkg", "ucf", "cdebconf", "debconf"}) {
      reasons.put(name, manager);
    }
    reasons.put("debconf-2.0", manager);
    String scripts = "serves only the maintainer scripts, which are never run";
    for (String name :
        new String[] {
          "adduser", "base-passwd", "init-system-helpers", "install-info", "sensible-utils"
        }) {
      reasons.put(name, scripts);
    }
    return new DenyList(reasons);
  }

  /// What a base leaves out: package management and the tools of its own packages' scripts.
  public static DenyList base() {
    SequencedMap<String, String> reasons = new TreeMap<>(packageManagement().reasons);
    String scripts = "serves only the maintainer scripts of base packages, which are never run";
    for (String name : new String[] {"awk", "mawk", "openssl", "perl", "perl-base"}) {
      reasons.put(name, scripts);
    }
    return new DenyList(reasons);
  }

  /// Why the package is left out, if it is.
  public Optional<String> reason(String name) {
    return Optional.ofNullable(reasons.get(name));
  }
}
