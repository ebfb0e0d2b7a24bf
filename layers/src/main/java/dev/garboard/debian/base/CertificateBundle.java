package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Joins the certificates of `ca-certificates` into the bundle that TLS libraries read, as
/// `update-ca-certificates` does.
final class CertificateBundle {

  private static final UnixPath CERTIFICATES = UnixPath.of("usr/share/ca-certificates");
  private static final UnixPath BUNDLE = UnixPath.of("etc/ssl/certs/ca-certificates.crt");
  private static final UnixPath CONFIGURATION = UnixPath.of("etc/ca-certificates.conf");

  private CertificateBundle() {}

  static void apply(BaseContents contents) throws IOException {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    List<String> names = new ArrayList<>();
    for (Map.Entry<UnixPath, TreeEntry> entry :
        contents.entries().tailMap(CERTIFICATES).entrySet()) {
      UnixPath path = entry.getKey();
      if (!path.startsWith(CERTIFICATES)) {
        break;
      }
      if (path.name().endsWith(".crt")
          && entry.getValue() instanceof TreeEntry.RegularFile(Content content, _)) {
        byte[] certificate = content.readAll();
        bundle.write(certificate);
        if (certificate.length > 0 && certificate[certificate.length - 1] != '\n') {
          bundle.write('\n');
        }
        names.add(path.value().substring(CERTIFICATES.value().length() + 1));
      }
    }
    if (!names.isEmpty()) {
      TreeEntry file = TreeEntry.file(Content.of(bundle.toByteArray()), false);
      contents.put("ca-certificates", BUNDLE, file);
      contents.put(
          "ca-certificates", CONFIGURATION, TreeEntry.text(String.join("\n", names) + "\n"));
    }
  }
}
