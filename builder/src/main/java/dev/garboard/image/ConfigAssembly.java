package dev.garboard.image;

import dev.garboard.content.Digest;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.ImageConfig.HistoryEntry;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.ProcessConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/// The image configuration: the base's, with our process, labels, history and layers.
final class ConfigAssembly {

  /// What container engines set when an image has no `PATH`.
  private static final String ENGINE_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ConfigAssembly() {}

  static ImageConfig assemble(
      BaseImage base, List<NewLayer> added, List<ImageLayer> all, ImageSettings settings) {
    ImageConfig from = base.config();
    String created = settings.created().toString();
    List<Digest> diffIds = all.stream().map(layer -> layer.diffId().digest()).toList();
    return new ImageConfig(
        from.platform(),
        process(from.process(), added, settings),
        diffIds,
        history(base, added, created),
        from.others().with("created", created));
  }

  private static ProcessConfig process(
      ProcessConfig base, List<NewLayer> added, ImageSettings settings) {
    ImageSettings.Launch launch = settings.launch();
    TreeMap<String, Json> ports =
        new TreeMap<>(base.document().object("ExposedPorts").orElse(JsonObject.EMPTY).fields());
    for (String port : launch.ports()) {
      ports.put(port.indexOf('/') < 0 ? port + "/tcp" : port, JsonObject.EMPTY);
    }
    return base.withTexts("Env", env(base, settings))
        .withTexts("Entrypoint", launch.entrypoint())
        .withTexts("Cmd", launch.cmd())
        .withText("User", launch.user())
        .withText("WorkingDir", launch.workdir())
        .withObject("ExposedPorts", new JsonObject(ports))
        .withObject("Labels", labels(base, added, settings.metadata()));
  }

  private static List<String> env(ProcessConfig base, ImageSettings settings) {
    LinkedHashMap<String, String> env = new LinkedHashMap<>(base.env());
    String path = env.getOrDefault("PATH", ENGINE_PATH);
    env.put("PATH", settings.environment() + "/bin:" + path);
    env.put("VIRTUAL_ENV", settings.environment());
    env.put("UV_PROJECT_ENVIRONMENT", settings.environment());
    env.put("PYTHONUNBUFFERED", "1");
    // A project that is mounted over /app stays as it is; what lies in layers has its bytecode.
    env.put("PYTHONDONTWRITEBYTECODE", "1");
    env.putAll(settings.launch().env());
    return env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private static JsonObject labels(
      ProcessConfig base, List<NewLayer> added, ImageSettings.Metadata metadata) {
    TreeMap<String, String> labels = new TreeMap<>(base.labels());
    // A base of ours has keys of its own layers, which lie deeper now.
    labels.remove(ImageAssembler.KEYS_LABEL);
    labels.putAll(ImageAssembler.titles(metadata));
    List<String> keys = added.stream().map(NewLayer::key).toList();
    labels.put(ImageAssembler.KEYS_LABEL, Json.Array.ofTexts(keys).text());
    labels.putAll(metadata.labels());
    return JsonObject.ofTexts(labels);
  }

  private static List<HistoryEntry> history(BaseImage base, List<NewLayer> added, String created) {
    List<HistoryEntry> history = new ArrayList<>(base.config().history());
    // Readers pair layers with history entries, so a base without history gets one.
    long told = history.stream().filter(entry -> !entry.isEmptyLayer()).count();
    for (long i = told; i < base.layers().size(); i++) {
      history.add(HistoryEntry.of(created, "base"));
    }
    for (NewLayer layer : added) {
      history.add(HistoryEntry.of(created, "garboard: " + layer.title()));
    }
    return history;
  }
}
