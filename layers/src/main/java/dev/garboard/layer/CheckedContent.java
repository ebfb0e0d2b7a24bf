package dev.garboard.layer;

import dev.garboard.content.ChangedContentException;
import dev.garboard.content.Content;
import dev.garboard.content.DeflatedContent;
import dev.garboard.deflate.InvalidDeflateException;
import dev.garboard.deflate.RawInflater;
import dev.garboard.deflate.RawInflater.Chunks;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/// Compares a content's bytes, as they pass, with the size and the CRC-32 that it announced.
final class CheckedContent implements Chunks {

  /// Carries the problem out of a callback that may throw I/O exceptions only.
  static final class TooLong extends IOException {
    private final transient LayerException problem;

    TooLong(LayerException problem) {
      super(problem.getMessage());
      this.problem = problem;
    }

    LayerException problem() {
      return problem;
    }
  }

  /// Inflates a stream, hands the bytes on and returns the stream's length in bits.
  @FunctionalInterface
  interface Inflation {
    long inflate(InputStream deflated, Chunks inflated) throws IOException;
  }

  private final UnixPath path;
  private final Content content;
  private final Chunks out;
  private final CRC32 crc = new CRC32();
  private long size;

  CheckedContent(UnixPath path, Content content, Chunks out) {
    this.path = path;
    this.content = content;
    this.out = out;
  }

  /// Reads a content to its end, in constant memory.
  static void copy(UnixPath path, Content content, Chunks out) throws IOException, LayerException {
    CheckedContent checked = new CheckedContent(path, content, out);
    if (content instanceof DeflatedContent deflated) {
      checked.inflate(
          deflated,
          (in, inflated) -> {
            RawInflater inflater = new RawInflater(in);
            inflater.transferTo(inflated);
            return inflater.bitPosition();
          });
      return;
    }
    byte[] buffer = new byte[(int) Math.min(1 << 16, content.size() + 1)];
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        checked.accept(buffer, 0, n);
      }
      checked.end();
    } catch (ChangedContentException e) {
      throw new LayerException(new LayerProblem.Changed(path), e);
    } catch (TooLong e) {
      throw e.problem();
    }
  }

  /// Has the content's deflate stream inflated by `inflation` and checks both sides.
  void inflate(DeflatedContent deflated, Inflation inflation) throws IOException, LayerException {
    try (InputStream in = deflated.openDeflated()) {
      long bits = inflation.inflate(in, this);
      end();
      long bytes = (bits + 7) / 8;
      if (deflated.deflatedSize() != bytes) {
        throw new LayerException(
            new LayerProblem.DeflatedSizeMismatch(path, deflated.deflatedSize(), bytes));
      }
    } catch (InvalidDeflateException e) {
      throw new LayerException(new LayerProblem.InvalidDeflate(path, e.fault(), e.bitOffset()), e);
    } catch (TooLong e) {
      throw e.problem();
    }
  }

  /// Passes bytes on; never more than were announced.
  @Override
  public void accept(byte[] bytes, int offset, int length) throws IOException {
    size += length;
    if (size > content.size()) {
      throw new TooLong(
          new LayerException(new LayerProblem.SizeMismatch(path, content.size(), size)));
    }
    crc.update(bytes, offset, length);
    out.accept(bytes, offset, length);
  }

  private void end() throws LayerException {
    if (size != content.size()) {
      throw new LayerException(new LayerProblem.SizeMismatch(path, content.size(), size));
    }
    int actual = (int) crc.getValue();
    if (content instanceof DeflatedContent deflated && deflated.recordedCrc32() != actual) {
      throw new LayerException(
          new LayerProblem.ChecksumMismatch(path, deflated.recordedCrc32(), actual));
    }
  }
}
