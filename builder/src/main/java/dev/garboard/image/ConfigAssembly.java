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
import java.util.Map;
import java.util.TreeMap;

/// The image configuration: the base's, with our process, labels, history and layers.
final class ConfigAssembly {

  /// What container engines set when an image has no `PATH`.
  private static final String ENGINE_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ConfigAssembly() {}

  /// @param all the base's layers and those that were added
  static ImageConfig assemble(
      ImageAssembler.Foundation foundation,
      List<NewLayer> added,
      List<ImageLayer> all,
      ImageSettings settings) {
    ImageConfig from = foundation.base().config();
    String created = settings.created().toString();
    List<Digest> diffIds = all.stream().map(layer -> layer.diffId().digest()).toList();
    List<HistoryEntry> history = baseHistory(foundation.base(), created);
    for (NewLayer layer : added) {
      history.add(HistoryEntry.of(created, "garboard: " + layer.title()));
    }
    return new ImageConfig(
        from.platform(),
        process(foundation, added, settings),
        diffIds,
        history,
        from.others().with("created", created));
  }

  private static ProcessConfig process(
      ImageAssembler.Foundation foundation, List<NewLayer> added, ImageSettings settings) {
    ProcessConfig base = foundation.base().config().process();
    Map<String, String> env = ownEnv(settings);
    Map<String, String> labels = ownLabels(added, settings.metadata());
    foundation
        .runtime()
        .map(runtime ->
            BaseLabel.of(foundation.base(), runtime, env.keySet(), labels.keySet()).text())
        .ifPresent(text -> labels.put(BaseLabel.NAME, text));
    ImageSettings.Launch launch = settings.launch();
    TreeMap<String, Json> ports =
        new TreeMap<>(base.document().object("ExposedPorts").orElse(JsonObject.EMPTY).fields());
    for (String port : launch.ports()) {
      ports.put(port.indexOf('/') < 0 ? port + "/tcp" : port, JsonObject.EMPTY);
    }
    return base.withTexts("Env", env(base, settings.environment(), env))
        .withTexts("Entrypoint", launch.entrypoint())
        .withTexts("Cmd", launch.cmd())
        .withText("User", launch.user())
        .withText("WorkingDir", launch.workdir())
        .withObject("ExposedPorts", new JsonObject(ports))
        .withObject("Labels", labels(base, labels));
  }

  private static Map<String, String> ownEnv(ImageSettings settings) {
    LinkedHashMap<String, String> env = new LinkedHashMap<>();
    env.put("VIRTUAL_ENV", settings.environment());
    env.put("UV_PROJECT_ENVIRONMENT", settings.environment());
    env.put("PYTHONUNBUFFERED", "1");
    // A project that is mounted over /app stays as it is; what lies in layers has its bytecode.
    env.put("PYTHONDONTWRITEBYTECODE", "1");
    env.putAll(settings.launch().env());
    return env;
  }

  /// The base's variables, the environment first in its `PATH`, and an image's own.
  static List<String> env(ProcessConfig base, String environment, Map<String, String> own) {
    LinkedHashMap<String, String> env = new LinkedHashMap<>(base.env());
    env.put("PATH", environment + "/bin:" + env.getOrDefault("PATH", ENGINE_PATH));
    env.putAll(own);
    return env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private static Map<String, String> ownLabels(
      List<NewLayer> added, ImageSettings.Metadata metadata) {
    TreeMap<String, String> labels = new TreeMap<>(ImageAssembler.titles(metadata));
    labels.put(KeysLabel.NAME, KeysLabel.text(added));
    labels.putAll(metadata.labels());
    return labels;
  }

  /// The base's labels and an image's own.
  static JsonObject labels(ProcessConfig base, Map<String, String> own) {
    TreeMap<String, String> labels = new TreeMap<>(base.labels());
    // A base of ours tells of its own layers and base, which lie deeper now.
    labels.remove(KeysLabel.NAME);
    labels.remove(BaseLabel.NAME);
    labels.remove(SelectionLabel.NAME);
    labels.putAll(own);
    return JsonObject.ofTexts(labels);
  }

  /// Readers pair layers with history entries, so a base without history gets one.
  static List<HistoryEntry> baseHistory(BaseImage base, String created) {
    List<HistoryEntry> history = new ArrayList<>(base.config().history());
    long told = history.stream().filter(entry -> !entry.isEmptyLayer()).count();
    for (long i = told; i < base.layers().size(); i++) {
      history.add(HistoryEntry.of(created, "base"));
    }
    return history;
  }
}
