package dev.garboard.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.selection.StubIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project whose build backend computes its requirements, taken as source.
class DynamicFieldsTest {

  private static final String BACKEND =
      """
      import os, zipfile
      def build_wheel(out, config_settings=None, metadata_directory=None):
          name = 'app-1.0-py3-none-any.whl'
          info = 'app-1.0.dist-info'
          with zipfile.ZipFile(os.path.join(out, name), 'w') as z:
              z.writestr(info + '/METADATA', '\\n'.join([
                  'Metadata-Version: 2.1', 'Name: app', 'Version: 1.0',
                  'Requires-Dist: base[fast]>=1,<3 ; sys_platform == "win32"',
                  'Requires-Dist: alpha>=1 ; extra == "more"',
                  'Provides-Extra: more', 'Provides-Extra: none']) + '\\n')
              z.writestr(info + '/WHEEL', 'Wheel-Version: 1.0\\nGenerator: own\\n'
                         'Root-Is-Purelib: true\\nTag: py3-none-any\\n')
              z.writestr(info + '/RECORD', '')
          return name
      build_editable = build_wheel
      """;

  @TempDir Path temp;

  @Test
  void theLockfilesRequirementsBecomeTheInstalledOnes() throws Exception {
    PipelineFixture fixture = new PipelineFixture(temp);
    fixture.write(
        "pyproject.toml",
        """
        [build-system]
        requires = []
        build-backend = "backend"
        backend-path = ["."]
        [project]
        name = "app"
        version = "1.0"
        requires-python = ">=3.11"
        dynamic = ["dependencies", "optional-dependencies"]
        [tool.uv]
        no-index = true
        find-links = ["wheels"]
        """);
    fixture.write("backend.py", BACKEND);
    fixture.write("app.py", "");
    new StubIndex(fixture.directory("project/wheels"))
        .wheel("base", "1.0", "py3-none-any", "Provides-Extra: fast")
        .wheel("alpha", "1.0", "py3-none-any");
    fixture.lock();
    Path root = fixture.unpack(fixture.plan(ProjectMode.SOURCE, ""));
    assertThat(fixture.made()).isEmpty();
    assertThat(
            Files.readString(
                root.resolve("opt/venv/lib/python3.11/site-packages/app-1.0.dist-info/METADATA")))
        .contains("Requires-Dist: base[fast]>=1,<3 ; sys_platform == 'win32'\n")
        .contains("Requires-Dist: alpha>=1 ; extra == 'more'\n")
        .contains("Provides-Extra: more\n")
        .contains("Provides-Extra: none\n");
  }
}
