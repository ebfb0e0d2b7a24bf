package dev.garboard.image;

import dev.garboard.oci.OciException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the facts of a base: from its own label, else by reading its layers once.
public final class BaseFactsReader {

  private BaseFactsReader() {}

  /// What the base says of itself; empty when it says nothing, or nothing readable.
  public static Optional<BaseFacts> stated(BaseImage base) {
    String label = base.config().process().labels().getOrDefault(BaseFacts.LABEL, "");
    try {
      return label.isEmpty() ? Optional.empty() : Optional.of(BaseFacts.parse(label));
    } catch (OciException e) {
      return Optional.empty();
    }
  }

  /// The facts of a base. Reads, and verifies, all layers unless the base states its facts.
  ///
  /// @throws AssemblyException when a layer cannot be read
  public static BaseFacts read(BaseImage base) throws AssemblyException {
    Optional<BaseFacts> stated = stated(base);
    return stated.isPresent()
        ? stated.get()
        : switch (base) {
          case BaseImage.Scratch _ -> BaseFacts.none();
          case BaseImage.Existing existing -> {
            BaseFiles files = new BaseFiles();
            yield read(existing, files, files);
          }
        };
  }

  /// Facts, and whether all files of the interpreter could be made.
  public record Unpacked(BaseFacts facts, boolean isComplete) {}

  /// The facts of a base whose layers must be read for them, and in the same pass its interpreter
  /// as [InterpreterFiles] unpacks it.
  ///
  /// @param directory existing and empty
  /// @throws AssemblyException when a layer cannot be read, or the disk is full
  /// @throws IOException when the directory is missing
  public static Unpacked readAndUnpack(BaseImage.Existing base, Path directory)
      throws AssemblyException, IOException {
    BaseFiles files = new BaseFiles();
    UnpackingVisitor visitor = new UnpackingVisitor(InterpreterFiles.in(directory), files);
    BaseFacts facts = read(base, visitor, files);
    return new Unpacked(facts, visitor.isComplete());
  }

  private static BaseFacts read(BaseImage.Existing base, LayerVisitor visitor, BaseFiles files)
      throws AssemblyException {
    for (ImageLayer.Remote layer : base.layers()) {
      LayerScan.read(base.location(), layer, visitor);
    }
    return FactFinder.of(base.config().process().env(), files).facts();
  }
}
