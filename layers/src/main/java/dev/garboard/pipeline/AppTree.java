package dev.garboard.pipeline;

import dev.garboard.content.FileContents;
import dev.garboard.install.InstallException;
import dev.garboard.install.InstallLayout;
import dev.garboard.install.InstallOptions;
import dev.garboard.install.ProjectFacts;
import dev.garboard.install.ProjectInstaller;
import dev.garboard.project.PyProject;
import dev.garboard.project.SourceFile;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// The tree of the application layer: the project's files, and what makes them importable and
/// startable from the environment.
final class AppTree {

  /// Sorts after the `.pth` files of distributions and says whose it is.
  private static final String PATH_FILE = "garboard_app.pth";

  private final FileContents contents;

  AppTree(FileContents contents) {
    this.contents = contents;
  }

  /// A project that is a package: files, dist-info and scripts.
  FileTree ofPackage(
      PyProject project, List<SourceFile> files, ProjectFacts facts, InstallLayout layout)
      throws IOException, InstallException {
    String name = facts.metadata().distInfoName();
    FileTree installed =
        ProjectInstaller.installInPlace(
            facts,
            List.of(root(project, facts.directory(), name)),
            layout,
            InstallOptions.defaults());
    return FileTree.merge(List.of(files(files, facts.directory()), installed)).tree();
  }

  /// A project that uv would not install: files, importable all the same.
  FileTree ofVirtual(
      PyProject project, List<SourceFile> files, String directory, InstallLayout layout)
      throws IOException {
    FileTree.TreeWriter path = FileTree.writer();
    path.put(
        layout.scheme().sitePackages().resolve(PATH_FILE),
        TreeEntry.text(root(project, directory, "app") + "\n"));
    return FileTree.merge(List.of(files(files, directory), path.tree())).tree();
  }

  private static String root(PyProject project, String directory, String moduleName)
      throws IOException {
    String root = SourceRoots.find(project.directory(), moduleName);
    return root.isEmpty() ? directory : directory + "/" + root;
  }

  private FileTree files(List<SourceFile> files, String directory) throws IOException {
    UnixPath top = UnixPath.of(directory);
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(top, TreeEntry.directory());
    for (SourceFile file : files) {
      tree.put(top.resolve(file.path()), entry(file));
    }
    return tree.tree();
  }

  private TreeEntry entry(SourceFile file) throws IOException {
    return switch (file.kind()) {
      case PLAIN -> TreeEntry.file(contents.of(file.file()), false);
      case EXECUTABLE -> TreeEntry.file(contents.of(file.file()), true);
      case SYMLINK -> TreeEntry.symlink(Files.readSymbolicLink(file.file()).toString());
    };
  }
}
