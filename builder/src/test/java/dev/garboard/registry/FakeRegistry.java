package dev.garboard.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.garboard.content.Hashing;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.Index;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A registry in memory that takes the distribution specification 1.1 at its word: it verifies
/// digests and ranges, refuses manifests whose blobs it lacks, keeps repositories apart, mounts,
/// answers with `OCI-Subject`, and lists referrers. Remembers what it was asked; a test may step in
/// front of any request.
public final class FakeRegistry implements TestRegistry {

  private static final Pattern PATH =
      Pattern.compile("/v2/(?<name>.+)/(?<kind>manifests|blobs|referrers)/(?<rest>.+|uploads/)");

  /// Steps in front of requests.
  @FunctionalInterface
  public interface Fault {
    /// Whether the request was dealt with.
    boolean intercept(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Map<String, byte[]>> blobs = new ConcurrentHashMap<>();
  private final Map<String, Map<String, StoredManifest>> manifests = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger uploadNumber = new AtomicInteger();
  private volatile Fault fault = _ -> false;

  /// Starts on loopback.
  public FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  @Override
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void inject(Fault value) {
    fault = value;
  }

  /// `METHOD path?query` of all requests so far.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// Forgets the requests.
  public void clearRequests() {
    requests.clear();
  }

  /// The blobs of a repository by digest.
  public Map<String, byte[]> blobs(String name) {
    return blobs.computeIfAbsent(name, _ -> new ConcurrentSkipListMap<>());
  }

  /// The bytes of a manifest by tag or digest; empty when there is none.
  public byte[] manifest(String name, String reference) {
    StoredManifest stored = manifestsOf(name).get(reference);
    return stored == null ? new byte[0] : stored.bytes;
  }

  /// Tags and digests that point at something.
  public List<String> references(String name) {
    return List.copyOf(manifestsOf(name).keySet());
  }

  private Map<String, StoredManifest> manifestsOf(String name) {
    return manifests.computeIfAbsent(name, _ -> new ConcurrentSkipListMap<>());
  }

  @Override
  public void collect(String name) {
    blobs(name).clear();
  }

  /// Uploads that were begun and not ended.
  public int openUploads() {
    return uploads.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    try (exchange) {
      if (!fault.intercept(exchange)) {
        answer(exchange);
      }
    }
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals("/v2/")) {
      send(exchange, 200, new byte[0]);
      return;
    }
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      fail(exchange, 404, "NAME_UNKNOWN");
      return;
    }
    String name = matcher.group("name");
    String rest = matcher.group("rest");
    switch (matcher.group("kind")) {
      case "manifests" -> manifest(exchange, name, rest);
      case "referrers" -> referrers(exchange, name, rest);
      default -> {
        if (path.contains("/blobs/uploads/")) {
          upload(exchange, path.substring(4, path.indexOf("/blobs/uploads/")), path);
        } else {
          blob(exchange, name, rest);
        }
      }
    }
  }

  private void manifest(HttpExchange exchange, String name, String reference) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      putManifest(exchange, name, reference);
      return;
    }
    StoredManifest stored = manifestsOf(name).get(reference);
    if (stored == null) {
      fail(exchange, 404, "MANIFEST_UNKNOWN");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", stored.type);
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest(stored.bytes));
    send(exchange, 200, stored.bytes);
  }

  private void putManifest(HttpExchange exchange, String name, String reference)
      throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String type = header(exchange, "Content-Type");
    JsonObject json;
    try {
      json = JsonObject.parse("manifest", bytes);
    } catch (OciException e) {
      fail(exchange, 400, "MANIFEST_INVALID");
      return;
    }
    boolean typed = json.text("mediaType").filter(type::equals).isPresent();
    boolean named = !reference.startsWith("sha256:") || reference.equals(digest(bytes));
    if (!typed || !named) {
      fail(exchange, 400, named ? "MANIFEST_INVALID" : "DIGEST_INVALID");
      return;
    }
    if (!hasAll(name, json)) {
      fail(exchange, 400, "MANIFEST_BLOB_UNKNOWN");
      return;
    }
    Optional<JsonObject> subject = json.object("subject");
    String subjectDigest = subject.flatMap(s -> s.text("digest")).orElse("");
    String artifactType =
        json.text("artifactType")
            .orElse(json.object("config").flatMap(c -> c.text("mediaType")).orElse(""));
    StoredManifest stored = new StoredManifest(type, bytes, artifactType, subjectDigest);
    manifestsOf(name).put(digest(bytes), stored);
    manifestsOf(name).put(reference, stored);
    if (!subjectDigest.isEmpty()) {
      exchange.getResponseHeaders().set("OCI-Subject", subjectDigest);
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest(bytes));
    exchange.getResponseHeaders().set("Location", "/v2/" + name + "/manifests/" + digest(bytes));
    send(exchange, 201, new byte[0]);
  }

  private boolean hasAll(String name, JsonObject json) {
    List<Json> wanted = new ArrayList<>();
    json.object("config").ifPresent(wanted::add);
    json.array("layers").ifPresent(layers -> wanted.addAll(layers.values()));
    boolean blobsThere = wanted.stream().allMatch(d -> blobs(name).containsKey(text(d, "digest")));
    List<Json> children = json.array("manifests").map(Json.Array::values).orElse(List.of());
    return blobsThere
        && children.stream().allMatch(d -> manifestsOf(name).containsKey(text(d, "digest")));
  }

  private static String text(Json json, String name) {
    return json instanceof JsonObject object ? object.text(name).orElse("") : "";
  }

  private void referrers(HttpExchange exchange, String name, String digest) throws IOException {
    String wanted = query(exchange).getOrDefault("artifactType", "");
    Map<String, Descriptor> found = new TreeMap<>();
    for (StoredManifest stored : manifestsOf(name).values()) {
      if (stored.subject.equals(digest)
          && (wanted.isEmpty() || wanted.equals(stored.artifactType))) {
        Descriptor plain = Descriptor.of(new MediaType(stored.type), stored.bytes);
        Descriptor typed =
            new Descriptor(
                plain.mediaType(),
                plain.digest(),
                plain.size(),
                plain.annotations(),
                JsonObject.EMPTY.with("artifactType", stored.artifactType));
        found.put(plain.digest().toString(), typed);
      }
    }
    exchange.getResponseHeaders().set("Content-Type", MediaType.OCI_INDEX.value());
    if (!wanted.isEmpty()) {
      exchange.getResponseHeaders().set("OCI-Filters-Applied", "artifactType");
    }
    send(exchange, 200, Index.of(List.copyOf(found.values())).toJson().bytes());
  }

  private void blob(HttpExchange exchange, String name, String digest) throws IOException {
    byte[] bytes = blobs(name).get(digest);
    if (bytes == null) {
      fail(exchange, 404, "BLOB_UNKNOWN");
      return;
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    Matcher range = Pattern.compile("bytes=(\\d+)-\\d*").matcher(header(exchange, "Range"));
    if (!range.matches()) {
      send(exchange, 200, bytes);
      return;
    }
    int from = Integer.parseInt(range.group(1));
    if (from >= bytes.length) {
      fail(exchange, 416, "RANGE_INVALID");
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    send(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private void upload(HttpExchange exchange, String name, String path) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "POST" -> begin(exchange, name);
      case "PATCH" -> append(exchange, path);
      case "PUT" -> finish(exchange, name, path);
      case "GET" -> status(exchange, path);
      default -> fail(exchange, 405, "UNSUPPORTED");
    }
  }

  private void begin(HttpExchange exchange, String name) throws IOException {
    Map<String, String> query = query(exchange);
    String mount = query.getOrDefault("mount", "");
    byte[] found = blobs(query.getOrDefault("from", "-")).get(mount);
    if (found != null) {
      blobs(name).put(mount, found);
      exchange.getResponseHeaders().set("Docker-Content-Digest", mount);
      exchange.getResponseHeaders().set("Location", "/v2/" + name + "/blobs/" + mount);
      send(exchange, 201, new byte[0]);
      return;
    }
    String location = "/v2/" + name + "/blobs/uploads/" + uploadNumber.incrementAndGet();
    uploads.put(location, new ByteArrayOutputStream());
    exchange.getResponseHeaders().set("Location", location + "?_state=a%2Bb%3D");
    send(exchange, 202, new byte[0]);
  }

  private Optional<ByteArrayOutputStream> session(HttpExchange exchange, String path)
      throws IOException {
    ByteArrayOutputStream upload = uploads.get(path);
    boolean state = "a%2Bb%3D".equals(query(exchange).get("_state"));
    if (upload == null || !state) {
      fail(exchange, 404, "BLOB_UPLOAD_UNKNOWN");
      return Optional.empty();
    }
    return Optional.of(upload);
  }

  private void append(HttpExchange exchange, String path) throws IOException {
    Optional<ByteArrayOutputStream> upload = session(exchange, path);
    if (upload.isEmpty()) {
      return;
    }
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    int size = upload.get().size();
    String range = size + "-" + (size + bytes.length - 1);
    if (!header(exchange, "Content-Range").equals(range)) {
      fail(exchange, 416, "BLOB_UPLOAD_INVALID");
      return;
    }
    upload.get().write(bytes);
    located(exchange, path, upload.get().size());
    send(exchange, 202, new byte[0]);
  }

  private static void located(HttpExchange exchange, String path, int size) {
    exchange.getResponseHeaders().set("Location", path + "?_state=a%2Bb%3D");
    exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, size - 1));
  }

  private void status(HttpExchange exchange, String path) throws IOException {
    Optional<ByteArrayOutputStream> upload = session(exchange, path);
    if (upload.isPresent()) {
      located(exchange, path, upload.get().size());
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private void finish(HttpExchange exchange, String name, String path) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Optional<ByteArrayOutputStream> upload = session(exchange, path);
    if (upload.isEmpty()) {
      return;
    }
    upload.get().write(body);
    byte[] bytes = upload.get().toByteArray();
    String digest = query(exchange).getOrDefault("digest", "");
    if (!digest.equals(digest(bytes))) {
      fail(exchange, 400, "DIGEST_INVALID");
      return;
    }
    uploads.remove(path);
    blobs(name).put(digest, bytes);
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    exchange.getResponseHeaders().set("Location", "/v2/" + name + "/blobs/" + digest);
    send(exchange, 201, new byte[0]);
  }

  /// The parameters as they were sent, values not decoded but for `artifactType`.
  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> parameters = new TreeMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = part.indexOf('=');
      String value = part.substring(equals + 1);
      String name = part.substring(0, equals);
      parameters.put(
          name, name.equals("_state") ? value : URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return parameters;
  }

  static String digest(byte[] bytes) {
    return Hashing.sha256(bytes).toString();
  }

  static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /// Answers with an error of the specification.
  public static void fail(HttpExchange exchange, int status, String code) throws IOException {
    String body = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"said the registry\"}]}";
    exchange.getRequestBody().readAllBytes();
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
