package dev.garboard.wheel;

import dev.garboard.content.Content;
import dev.garboard.content.DeflatedContent;
import dev.garboard.deflate.InflatingStream;
import java.io.IOException;
import java.io.InputStream;

/// The content of an entry, read from the archive each time it is opened.
final class EntryContent {

  private EntryContent() {}

  static Content of(ZipBytes bytes, ZipLayout.Located entry) {
    return entry.header().facts().method() == ZipFacts.STORED
        ? new Stored(bytes, entry)
        : new Deflated(bytes, entry);
  }

  private record Stored(ZipBytes bytes, ZipLayout.Located entry) implements Content {
    @Override
    public long size() {
      return entry.header().facts().size();
    }

    @Override
    public InputStream open() {
      return new VerifiedStream(bytes.stream(entry.dataOffset(), size()), bytes.name(), entry);
    }
  }

  private record Deflated(ZipBytes bytes, ZipLayout.Located entry) implements DeflatedContent {
    @Override
    public long size() {
      return entry.header().facts().size();
    }

    @Override
    public long deflatedSize() {
      return entry.header().facts().deflatedSize();
    }

    @Override
    public int recordedCrc32() {
      return entry.header().facts().crc32();
    }

    @Override
    public InputStream open() throws IOException {
      return new VerifiedStream(
          InflatingStream.of(openDeflated(), deflatedSize()), bytes.name(), entry);
    }

    @Override
    public InputStream openDeflated() {
      return bytes.stream(entry.dataOffset(), deflatedSize());
    }
  }
}
