package dev.garboard.base;

import dev.garboard.content.Directories;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseFacts;
import dev.garboard.image.BaseFactsReader;
import dev.garboard.image.BaseImage;
import dev.garboard.image.InterpreterFiles;
import dev.garboard.oci.OciException;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import dev.garboard.store.TreeShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// What lies in bases: their facts and their interpreters, found once and kept in the store.
public final class BaseContents {

  private final Store store;
  private final NearLayers layers;

  /// Those that this store keeps.
  public BaseContents(Store store) {
    this.store = store;
    this.layers = new NearLayers(store);
  }

  /// From the base itself if it says, else from the store, else from its layers.
  ///
  /// @throws AssemblyException when a layer cannot be read
  /// @throws IOException when the store cannot be read or written
  public BaseFacts facts(BaseImage base) throws AssemblyException, IOException {
    return facts(base, BaseFactsReader::read);
  }

  /// The same; where layers must be read for it, their interpreter is unpacked on the way, as who
  /// compiles will ask for it. What hinders only that is left to [#interpreter] to tell.
  ///
  /// @throws AssemblyException when a layer cannot be read
  /// @throws IOException when the store cannot be read or written
  public BaseFacts factsBeforeCompiling(BaseImage base) throws AssemblyException, IOException {
    return facts(base, this::readAndUnpack);
  }

  /// A directory with the interpreter of a base, as [InterpreterFiles] unpacks it.
  ///
  /// @throws IOException when a layer cannot be read or a file not written
  public Path interpreter(BaseImage.Existing base) throws IOException {
    Optional<Path> there = store.tree(TreeShelf.INTERPRETERS, name(base));
    if (there.isPresent()) {
      return there.get();
    }
    Path aside = aside();
    try {
      InterpreterFiles.unpack(layers.of(base), aside);
      return moved(aside, base);
    } finally {
      Directories.deleteIfExists(aside);
    }
  }

  private interface Reading {
    BaseFacts of(BaseImage.Existing base) throws AssemblyException, IOException;
  }

  private BaseFacts facts(BaseImage base, Reading reading) throws AssemblyException, IOException {
    Optional<BaseFacts> stated = BaseFactsReader.stated(base);
    if (stated.isPresent()) {
      return stated.get();
    }
    if (!(layers.of(base) instanceof BaseImage.Existing existing)) {
      return BaseFacts.none();
    }
    Optional<String> known = store.record(RecordKind.BASE, existing.digest());
    if (known.isPresent()) {
      try {
        return BaseFacts.parse(known.get());
      } catch (OciException e) {
        // Written by another version: read the layers again.
        known = Optional.empty();
      }
    }
    BaseFacts facts = reading.of(existing);
    store.putRecord(RecordKind.BASE, existing.digest(), facts.text());
    return facts;
  }

  private BaseFacts readAndUnpack(BaseImage.Existing base) throws AssemblyException, IOException {
    if (store.tree(TreeShelf.INTERPRETERS, name(base)).isPresent()) {
      return BaseFactsReader.read(base);
    }
    Path aside = aside();
    try {
      BaseFactsReader.Unpacked found = BaseFactsReader.readAndUnpack(base, aside);
      if (found.isComplete()) {
        Path _ = moved(aside, base);
      }
      return found.facts();
    } finally {
      Directories.deleteIfExists(aside);
    }
  }

  private static String name(BaseImage.Existing base) {
    return base.digest().hex();
  }

  private Path aside() throws IOException {
    Path shelf = Files.createDirectories(store.shelf(TreeShelf.INTERPRETERS));
    return Files.createDirectory(shelf.resolve("." + UUID.randomUUID()));
  }

  private Path moved(Path aside, BaseImage.Existing base) throws IOException {
    Path directory = store.shelf(TreeShelf.INTERPRETERS).resolve(name(base));
    try {
      Files.move(aside, directory);
    } catch (IOException e) {
      // Another process was faster; what it made is the same.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    return directory;
  }
}
