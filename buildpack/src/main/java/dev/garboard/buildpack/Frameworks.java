package dev.garboard.buildpack;

import dev.garboard.pipeline.SourceRoots;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Guesses how a web application is served, from what is installed and what its usual files say.
/// Only servers that the lockfile has are started.
final class Frameworks {
  private static final Pattern APPLICATION =
      Pattern.compile(
          "^(\\w+)\\s*(?::[^=\\n]+)?=\\s*(FastAPI|Starlette|Litestar|Flask|Quart)\\(",
          Pattern.MULTILINE);

  private static final List<String> FILES =
      List.of("main.py", "app.py", "asgi.py", "wsgi.py", "server.py", "__init__.py", "api.py");

  private static final long LARGEST = 1 << 20;

  private Frameworks() {}

  /// @param command without directory: a script of the environment
  record Server(List<String> command, List<String> args) {}

  /// An application object: `package.module:name`.
  private record Application(String module, String name, boolean asynchronous) {
    String reference() {
      return module + ":" + name;
    }
  }

  static Optional<Server> find(Path project, LaunchFacts facts) throws IOException {
    boolean gunicorn = facts.has("gunicorn");
    boolean uvicorn = facts.has("uvicorn");
    Optional<Application> application = application(project, facts);
    if (application.isEmpty()) {
      return Optional.empty();
    }
    Application app = application.get();
    if (app.asynchronous() && uvicorn) {
      return Optional.of(new Server(List.of("uvicorn", app.reference()), List.of()));
    }
    return gunicorn && !app.asynchronous()
        ? Optional.of(new Server(List.of("gunicorn", app.reference()), List.of()))
        : Optional.empty();
  }

  private static Optional<Application> application(Path project, LaunchFacts facts)
      throws IOException {
    String root = SourceRoots.find(project, "app");
    Path start = project.resolve(root);
    List<Path> directories = new ArrayList<>();
    directories.add(start);
    try (DirectoryStream<Path> children = Files.newDirectoryStream(start, Files::isDirectory)) {
      children.forEach(directories::add);
    }
    directories.subList(1, directories.size()).sort(null);
    if (facts.has("django") && Files.isRegularFile(project.resolve("manage.py"))) {
      for (Path directory : directories) {
        if (Files.isRegularFile(directory.resolve("wsgi.py"))) {
          return Optional.of(
              new Application(module(start, directory.resolve("wsgi.py")), "application", false));
        }
      }
    }
    for (Path directory : directories) {
      for (String name : FILES) {
        Optional<Application> found = in(start, directory.resolve(name));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Application> in(Path start, Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      return Optional.empty();
    }
    Matcher matcher =
        APPLICATION.matcher(
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8));
    return matcher.find()
        ? Optional.of(
            new Application(
                module(start, file), matcher.group(1), !matcher.group(2).equals("Flask")))
        : Optional.empty();
  }

  private static String module(Path start, Path file) {
    String path = start.relativize(file).toString().replace('/', '.');
    String module = path.substring(0, path.length() - ".py".length());
    return module.endsWith(".__init__")
        ? module.substring(0, module.length() - ".__init__".length())
        : module;
  }
}
