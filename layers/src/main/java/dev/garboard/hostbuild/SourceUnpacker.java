package dev.garboard.hostbuild;

import dev.garboard.hostbuild.BuildSource.Archive;
import dev.garboard.hostbuild.HostProcess.Outcome;
import dev.garboard.python.PackageName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Unpacks a source archive with the interpreter that will build it: Python reads all formats that
/// sdists come in. Entries that would leave the directory end the build. A single top directory
/// becomes the source.
final class SourceUnpacker {

  private static final String SCRIPT =
      """
      import os, shutil, sys, tarfile, zipfile
      archive, name, work = sys.argv[1:]
      into = os.path.join(work, 'unpacked')
      os.mkdir(into)
      root = os.path.realpath(into) + os.sep
      def check(path):
          if not (os.path.realpath(os.path.join(into, path)) + os.sep).startswith(root):
              sys.exit('entry leaves the archive: ' + path)
      if name.lower().endswith('.zip'):
          with zipfile.ZipFile(archive) as z:
              for entry in z.namelist():
                  check(entry)
              z.extractall(into)
      else:
          with tarfile.open(archive) as t:
              if hasattr(tarfile, 'data_filter'):
                  t.extractall(into, filter='data')
              else:
                  for entry in t:
                      check(entry.name)
                      if entry.isfile() or entry.isdir():
                          t.extract(entry, into, set_attrs=entry.isfile())
                      elif entry.issym() or entry.islnk():
                          where = os.path.dirname(entry.name) if entry.issym() else ''
                          check(os.path.join(where, entry.linkname))
                          t.extract(entry, into)
      found = os.listdir(into)
      if len(found) == 1 and os.path.isdir(os.path.join(into, found[0])):
          into = os.path.join(into, found[0])
      os.rename(into, os.path.join(work, 'source'))
      """;

  private SourceUnpacker() {}

  static void unpack(
      PackageName name,
      Archive archive,
      HostPython python,
      Map<String, String> variables,
      WorkDirectory work,
      Duration timeout)
      throws IOException, InterruptedException, HostBuildException {
    List<String> command =
        List.of(
            python.executable().toString(),
            "-I",
            "-c",
            SCRIPT,
            archive.file().toAbsolutePath().toString(),
            archive.filename(),
            work.path().toString());
    Outcome outcome = new HostProcess(variables, work.path(), work.log()).run(command, timeout);
    switch (outcome) {
      case Outcome.Exited(int code, String output) -> {
        if (code != 0) {
          throw new HostBuildException(
              new HostBuildProblem.UnreadableSource(name, archive.filename(), output.strip()));
        }
      }
      case Outcome.Overran(String output) ->
          throw new HostBuildException(
              new HostBuildProblem.UnreadableSource(name, archive.filename(), output.strip()));
    }
  }
}
