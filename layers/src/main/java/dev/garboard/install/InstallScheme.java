package dev.garboard.install;

import dev.garboard.tree.UnixPath;

/// Where the parts of a distribution go (`sysconfig` scheme). On Linux `purelib` and `platlib` are
/// one directory.
public record InstallScheme(
    UnixPath sitePackages, UnixPath scripts, UnixPath data, UnixPath include) {}
