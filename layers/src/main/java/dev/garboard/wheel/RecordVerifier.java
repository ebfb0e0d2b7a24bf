package dev.garboard.wheel;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds every file of a wheel against RECORD. uv does not; a strict run does.
public final class RecordVerifier {

  private RecordVerifier() {}

  /// Reads all content once.
  ///
  /// @return what differs; empty when RECORD is true and complete
  /// @throws IOException when the archive cannot be read or contradicts itself
  public static List<WheelProblem> verify(
      WheelArchive archive, DistInfo distInfo, RecordFile record) throws IOException {
    Map<String, RecordEntry> listed = new HashMap<>();
    record.entries().forEach(entry -> listed.put(entry.plainPath(), entry));
    List<WheelProblem> problems = new ArrayList<>();
    for (WheelEntry file : archive.entries().values()) {
      RecordEntry entry = listed.remove(file.path());
      if (isExempt(distInfo, file.path())) {
        continue;
      }
      if (entry == null) {
        problems.add(new WheelProblem.RecordIncomplete(file.path(), true));
      } else {
        compare(file, entry, problems);
      }
    }
    listed.keySet().stream()
        .sorted()
        .forEach(path -> problems.add(new WheelProblem.RecordIncomplete(path, false)));
    return problems;
  }

  private static boolean isExempt(DistInfo distInfo, String path) {
    return path.equals(distInfo.path("RECORD"))
        || path.equals(distInfo.path("RECORD.jws"))
        || path.equals(distInfo.path("RECORD.p7s"));
  }

  private static void compare(WheelEntry file, RecordEntry entry, List<WheelProblem> problems)
      throws IOException {
    String size = Long.toString(file.content().size());
    if (!entry.size().isEmpty() && !entry.size().equals(size)) {
      problems.add(new WheelProblem.RecordMismatch(file.path(), entry.size(), size));
      return;
    }
    int equals = entry.hash().indexOf('=');
    String name = equals < 0 ? "" : entry.hash().substring(0, equals);
    for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
      if (algorithm != Digest.Algorithm.MD5 && algorithm.id().equals(name)) {
        String found = name + "=" + hash(file, algorithm);
        if (!found.equals(entry.hash())) {
          problems.add(new WheelProblem.RecordMismatch(file.path(), entry.hash(), found));
        }
        return;
      }
    }
    problems.add(new WheelProblem.RecordMismatch(file.path(), entry.hash(), ""));
  }

  private static String hash(WheelEntry file, Digest.Algorithm algorithm) throws IOException {
    MessageDigest state = Hashing.newState(algorithm);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = file.content().open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        state.update(buffer, 0, n);
      }
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(state.digest());
  }
}
