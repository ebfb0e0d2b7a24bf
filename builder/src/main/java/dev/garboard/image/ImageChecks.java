package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Index;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.OciException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Recomputes every size, digest and diffID of an image layout.
public final class ImageChecks {

  private final LayoutFiles files;
  private final List<ImageFault> faults = new ArrayList<>();

  private ImageChecks(LayoutFiles files) {
    this.files = files;
  }

  /// Checks a layout directory, or an archive of one.
  ///
  /// @return what is wrong; empty when all is well
  public static List<ImageFault> check(Path layout) {
    try {
      LayoutFiles files =
          Files.isDirectory(layout) ? new DirectoryFiles(layout) : ArchiveFiles.open(layout);
      ImageChecks checks = new ImageChecks(files);
      Optional<Content> index = files.file("index.json");
      if (index.isEmpty() || files.file("oci-layout").isEmpty()) {
        return List.of(new ImageFault.Unreadable(layout.toString(), "not an OCI image layout"));
      }
      checks.checkIndex(index.get().readAll());
      return List.copyOf(checks.faults);
    } catch (IOException e) {
      return List.of(new ImageFault.Unreadable(layout.toString(), e.toString()));
    }
  }

  private void checkIndex(byte[] document) throws IOException {
    try {
      for (Descriptor entry : Index.parse("index", document).manifests()) {
        Optional<Content> content = checkBlob(entry);
        if (content.isPresent() && entry.mediaType().isIndex()) {
          checkIndex(content.get().readAll());
        } else if (content.isPresent() && entry.mediaType().isManifest()) {
          checkManifest(entry, content.get().readAll());
        }
      }
    } catch (OciException e) {
      faults.add(new ImageFault.Malformed(e.problem()));
    }
  }

  private void checkManifest(Descriptor descriptor, byte[] document)
      throws IOException, OciException {
    Manifest manifest = Manifest.parse(descriptor.mediaType(), document);
    Optional<Content> config = checkBlob(manifest.config());
    if (config.isEmpty()) {
      return;
    }
    List<Digest> diffIds = ImageConfig.parse(config.get().readAll()).diffIds();
    if (diffIds.size() != manifest.layers().size()) {
      faults.add(
          new ImageFault.WrongLayerCount(
              descriptor.digest(), manifest.layers().size(), diffIds.size()));
      return;
    }
    for (int i = 0; i < diffIds.size(); i++) {
      Optional<Content> layer = checkBlob(manifest.layers().get(i));
      if (layer.isPresent()) {
        checkDiffId(manifest.layers().get(i).digest(), diffIds.get(i), layer.get());
      }
    }
  }

  private Optional<Content> checkBlob(Descriptor descriptor) throws IOException {
    Optional<Content> content = files.blob(descriptor.digest());
    if (content.isEmpty()) {
      faults.add(new ImageFault.MissingBlob(descriptor.digest()));
      return content;
    }
    if (content.get().size() != descriptor.size()) {
      faults.add(
          new ImageFault.WrongSize(descriptor.digest(), descriptor.size(), content.get().size()));
    }
    Digest found;
    try (InputStream in = content.get().open()) {
      found = digest(descriptor.digest().algorithm(), in);
    }
    if (!found.equals(descriptor.digest())) {
      faults.add(new ImageFault.WrongDigest(descriptor.digest(), found));
    }
    return content;
  }

  private void checkDiffId(Digest layer, Digest expected, Content content) {
    try (InputStream stored = new BufferedInputStream(content.open(), 1 << 16);
        InputStream tar = LayerScan.uncompressed(stored)) {
      Digest found = digest(expected.algorithm(), tar);
      if (!found.equals(expected)) {
        faults.add(new ImageFault.WrongDiffId(layer, expected, found));
      }
    } catch (IOException e) {
      faults.add(new ImageFault.BrokenLayer(layer, String.valueOf(e.getMessage())));
    }
  }

  private static Digest digest(Digest.Algorithm algorithm, InputStream in) throws IOException {
    MessageDigest state = Hashing.newState(algorithm);
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      state.update(buffer, 0, n);
    }
    return new Digest(algorithm, HexFormat.of().formatHex(state.digest()));
  }
}
