package dev.garboard.debian.archive;

import dev.garboard.http.DownloadSink;
import dev.garboard.http.HttpFailedException;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.WebClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Fetches from archives: from directories of this machine, and through the web client, by way of a
/// file that vanishes when it is closed: a download that resumes must be able to start over.
public final class HttpTransport implements ArchiveTransport {

  private static final String FILE = "file";

  private final WebClient client;
  private final Path directory;

  /// A transport.
  ///
  /// @param directory for files on their way; must exist
  public HttpTransport(WebClient client, Path directory) {
    this.client = client;
    this.directory = directory;
  }

  /// Where an archive lies below a mirror that the user names. A directory of this machine may hold
  /// several, each under its name.
  public static List<URI> rootsOf(URI mirror, String archive) {
    return FILE.equals(mirror.getScheme())
        ? List.of(mirror.resolve(archive + "/"), mirror)
        : List.of(mirror);
  }

  @Override
  public Optional<InputStream> open(URI address) throws IOException {
    return FILE.equals(address.getScheme()) ? local(address) : remote(address);
  }

  private static Optional<InputStream> local(URI address) throws IOException {
    Path file = Path.of(address);
    return Files.isRegularFile(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
  }

  private Optional<InputStream> remote(URI address) throws IOException {
    Path file = Files.createTempFile(directory, "download-", "");
    try {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        client.download(address, new FileSink(channel));
      }
      return Optional.of(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
    } catch (HttpFailedException e) {
      Files.delete(file);
      if (e.problem() instanceof HttpProblem.NotFound) {
        return Optional.empty();
      }
      throw new IOException(e.problem().toString(), e);
    } catch (InterruptedException e) {
      Files.delete(file);
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private record FileSink(FileChannel channel) implements DownloadSink {
    @Override
    public void restart() throws IOException {
      channel.truncate(0);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
