package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.layer.DiffId;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A base in an image layout: a directory, or a tar of one.
public final class LayoutBase implements BaseSource {

  /// Documents are read whole; none of a sane image comes near this.
  private static final long LARGEST_DOCUMENT = 16 << 20;

  private final String location;
  private final Path path;
  private final String tag;
  private final boolean archive;

  private LayoutBase(String location, Path path, String tag, boolean archive) {
    this.location = location;
    this.path = path;
    this.tag = tag;
    this.archive = archive;
  }

  /// The base in a layout directory.
  public static LayoutBase of(BaseLocation.OciLayout layout) {
    String named = "oci:" + layout.directory() + suffix(layout.tag());
    return new LayoutBase(named, layout.directory(), layout.tag(), false);
  }

  /// The base in an archive of a layout.
  public static LayoutBase of(BaseLocation.OciArchive layout) {
    String named = "oci-archive:" + layout.file() + suffix(layout.tag());
    return new LayoutBase(named, layout.file(), layout.tag(), true);
  }

  private static String suffix(String tag) {
    return tag.isEmpty() ? "" : ":" + tag;
  }

  @Override
  public BaseImage open(Platform platform) throws AssemblyException {
    if (!Files.exists(path)) {
      throw new AssemblyException(new AssemblyProblem.BaseNotFound(location, path.toString()));
    }
    try {
      LayoutFiles files = archive ? ArchiveFiles.open(path) : new DirectoryFiles(path);
      Descriptor manifest = new LayoutIndex(location, files, this::read).find(tag, platform);
      return open(files, manifest, platform);
    } catch (OciException e) {
      throw new AssemblyException(new AssemblyProblem.BaseMalformed(location, e.problem()));
    } catch (IOException e) {
      throw new AssemblyException(new AssemblyProblem.BaseUnreadable(location, e.toString()));
    }
  }

  private BaseImage open(LayoutFiles files, Descriptor descriptor, Platform platform)
      throws AssemblyException, OciException, IOException {
    Manifest manifest = Manifest.parse(descriptor.mediaType(), read(files, descriptor));
    ImageConfig config = ImageConfig.parse(read(files, manifest.config()));
    if (!platform.accepts(config.platform())) {
      throw new AssemblyException(
          new AssemblyProblem.BasePlatformMissing(location, platform, List.of(config.platform())));
    }
    if (manifest.layers().size() != config.diffIds().size()) {
      throw new AssemblyException(
          new AssemblyProblem.BaseInconsistent(
              location, manifest.layers().size(), config.diffIds().size()));
    }
    List<ImageLayer.Remote> layers = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      DiffId diffId = new DiffId(config.diffIds().get(i));
      layers.add(new ImageLayer.Remote(layer, diffId, blob(files, layer)));
    }
    String name = LayoutIndex.imageName(descriptor);
    return new BaseImage.Existing(location, name, descriptor, config, layers);
  }

  private byte[] read(LayoutFiles files, Descriptor descriptor)
      throws AssemblyException, IOException {
    Content content = blob(files, descriptor);
    if (content.size() > LARGEST_DOCUMENT) {
      throw new IOException("document of " + content.size() + " bytes: " + descriptor.digest());
    }
    byte[] bytes = content.readAll();
    Digest found = digest(descriptor.digest().algorithm(), bytes);
    if (!found.equals(descriptor.digest())) {
      throw new AssemblyException(
          new AssemblyProblem.BaseBlobCorrupt(location, descriptor.digest(), found));
    }
    return bytes;
  }

  private static Digest digest(Digest.Algorithm algorithm, byte[] bytes) {
    byte[] hash = Hashing.newState(algorithm).digest(bytes);
    return new Digest(algorithm, HexFormat.of().formatHex(hash));
  }

  private Content blob(LayoutFiles files, Descriptor descriptor)
      throws AssemblyException, IOException {
    return files
        .blob(descriptor.digest())
        .orElseThrow(() ->
            new AssemblyException(
                new AssemblyProblem.BaseBlobMissing(location, descriptor.digest())));
  }
}
