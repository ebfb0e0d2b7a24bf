package dev.garboard.wheel;

import dev.garboard.python.WheelFilename;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// An open wheel: a zip archive (PKWARE APPNOTE 6.3) that every reader understands alike.
///
/// Opening reads all headers and no content. An archive in which the central directory and the
/// local headers disagree, entries overlap, or bytes belong to no entry is refused. The contents
/// may be opened from several threads, until the archive is closed.
public final class WheelArchive implements AutoCloseable {

  private final WheelFilename filename;
  private final ZipBytes bytes;
  private final SortedMap<String, WheelEntry> entries;
  private final List<WheelWarning> warnings;

  private WheelArchive(WheelFilename filename, ZipBytes bytes, EntryTable table)
      throws ZipFaultException {
    this.filename = filename;
    this.bytes = bytes;
    this.entries = Collections.unmodifiableSortedMap(table.files());
    this.warnings = List.copyOf(table.warnings());
  }

  /// Opens a wheel.
  ///
  /// @param file must not change while the archive is open
  /// @throws WheelException when it is refused
  /// @throws IOException when the file cannot be read
  public static WheelArchive open(Path file, WheelFilename filename)
      throws IOException, WheelException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ZipBytes bytes = new ZipBytes(channel, filename.text(), channel.size());
      WheelArchive archive = new WheelArchive(filename, bytes, read(bytes));
      channel = null;
      return archive;
    } catch (ZipFaultException e) {
      throw new WheelException(filename, e.problem());
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  private static EntryTable read(ZipBytes bytes) throws IOException, ZipFaultException {
    ZipEnd end = ZipEnd.find(bytes);
    List<ZipHeader> headers = ZipDirectory.read(bytes, end);
    checkTotal(headers, bytes.size());
    EntryTable table = new EntryTable(bytes);
    for (ZipLayout.Located located : new ZipLayout(bytes).check(headers, end.directoryOffset())) {
      table.add(located);
    }
    return table;
  }

  private static void checkTotal(List<ZipHeader> headers, long archiveSize)
      throws ZipFaultException {
    long total = 0;
    for (ZipHeader header : headers) {
      ZipFaultException.limit(ArchiveLimit.TOTAL_BYTES, header.facts().size(), header.name());
      total += header.facts().size();
      ZipFaultException.limit(ArchiveLimit.TOTAL_BYTES, total, "");
    }
    if (total > ArchiveLimit.RATIO_FREE_BYTES.value()) {
      ZipFaultException.limit(ArchiveLimit.RATIO, total / Math.max(1, archiveSize), "");
    }
  }

  /// The wheel's name.
  public WheelFilename filename() {
    return filename;
  }

  /// All files by path, sorted; directories have no entry.
  public SortedMap<String, WheelEntry> entries() {
    return entries;
  }

  /// The file at a path, if there is one.
  public Optional<WheelEntry> entry(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  /// What is odd about the archive.
  public List<WheelWarning> warnings() {
    return warnings;
  }

  /// The text of a small file.
  ///
  /// @throws WheelException when it is absent, too large or not UTF-8
  /// @throws IOException when it cannot be read
  String text(String path) throws IOException, WheelException {
    WheelEntry entry = entries.get(path);
    if (entry == null) {
      throw new WheelException(filename, new WheelProblem.MissingFile(path));
    }
    long size = entry.content().size();
    if (size > ArchiveLimit.METADATA_BYTES.value()) {
      throw new WheelException(
          filename, new WheelProblem.LimitExceeded(ArchiveLimit.METADATA_BYTES, size, path));
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(entry.content().readAll()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new WheelException(filename, new WheelProblem.NotText(path));
    }
  }

  @Override
  public void close() throws IOException {
    bytes.channel().close();
  }
}
