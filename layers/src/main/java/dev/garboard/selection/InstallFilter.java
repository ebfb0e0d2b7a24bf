package dev.garboard.selection;

import dev.garboard.project.LockedPackage;
import dev.garboard.project.PackageSource;
import dev.garboard.python.PackageName;
import java.util.List;

/// What of the reached packages is installed: never a virtual one, and not what `--no-install-…`
/// names. A package that is left out was still walked through.
final class InstallFilter {

  private final SelectionRequest.Install install;
  private final List<PackageName> project;
  private final List<PackageName> members;

  InstallFilter(SelectionRequest.Install install, Roots roots, List<PackageName> members) {
    this.install = install;
    this.project = roots.project();
    this.members = members;
  }

  boolean keeps(LockedPackage locked) {
    boolean isProject = project.contains(locked.name());
    boolean isMember = isProject || members.contains(locked.name());
    return !(locked.source() instanceof PackageSource.Virtual)
        && !(install.noProject() && isProject)
        && !(install.noWorkspace() && isMember)
        && !(install.noLocal() && locked.isLocal())
        && !install.noPackages().contains(locked.name());
  }
}
