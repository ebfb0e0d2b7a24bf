package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameworksTest {
  @TempDir Path project;

  @ParameterizedTest(name = "{0} with {2}: {3} {4}")
  @CsvSource({
    "main.py, app = FastAPI(), uvicorn, uvicorn, main:app",
    "app/main.py, api: FastAPI = FastAPI(title='x'), uvicorn, uvicorn, app.main:api",
    "src/shop/__init__.py, app = Starlette(), uvicorn, uvicorn, shop:app",
    "wsgi.py, application = Flask(__name__), gunicorn, gunicorn, wsgi:application",
  })
  void findsTheApplicationObject(
      String file, String line, String server, String program, String reference) throws Exception {
    write(file, "import x\n\n" + line + "\n");
    Frameworks.Server found = Frameworks.find(project, facts(server)).orElseThrow();
    assertThat(found.command()).isEqualTo(List.of(program, reference));
  }

  @Test
  void findsDjangoByItsFiles() throws Exception {
    write("manage.py", "");
    write("site/wsgi.py", "");
    assertThat(Frameworks.find(project, facts("django\ngunicorn")).orElseThrow().command())
        .isEqualTo(List.of("gunicorn", "site.wsgi:application"));
  }

  @Test
  void startsNoServerThatIsNotLocked() throws Exception {
    write("main.py", "app = FastAPI()\n");
    assertThat(Frameworks.find(project, facts(""))).isEmpty();
    write("main.py", "app = Flask(__name__)\n");
    assertThat(Frameworks.find(project, facts("uvicorn"))).isEmpty();
    write("main.py", "print('app = FastAPI()')\n");
    assertThat(Frameworks.find(project, facts("uvicorn"))).isEmpty();
  }

  private static LaunchFacts facts(String servers) {
    return new LaunchFacts(new TreeMap<>(Map.of("servers", servers)));
  }

  private void write(String file, String text) throws Exception {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
