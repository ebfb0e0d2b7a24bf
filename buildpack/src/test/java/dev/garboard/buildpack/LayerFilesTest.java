package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.CanonicalJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerFilesTest {
  @TempDir Path temp;

  @Test
  void comesBackFromABillWhateverTheNamesAre() throws Exception {
    List<String> names =
        List.of(
            "a/b.py", "quote\"", "back\\slash", "new\nline", "ümlaut", "{\"name\":\"x\"}", "$1");
    List<Object> components = new ArrayList<>();
    components.add(Map.of("type", "library", "name", "numpy"));
    names.forEach(name -> components.add(Map.of("type", "file", "name", name)));
    Path bill = temp.resolve("bill.json");
    Files.writeString(bill, CanonicalJson.write(Map.of("components", components)));
    LayerFiles files = new LayerFiles(names);
    assertThat(LayerFiles.read(bill, files.digest().toString())).contains(files);
    assertThat(LayerFiles.read(bill, "sha256:0")).isEmpty();
    assertThat(LayerFiles.read(temp.resolve("absent"), files.digest().toString())).isEmpty();
  }
}
