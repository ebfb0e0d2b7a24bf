package dev.garboard.debian.archive;

import dev.garboard.content.Digest;
import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.packages.Paragraphs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads archives and believes nothing that does not follow from a key of the keyring: release file
/// by signature, index by the release's digest, package by the index's digest.
public final class ArchiveReader {

  /// More than any release file has; a server cannot make us read on forever.
  private static final int RELEASE_LIMIT = 16 << 20;

  private final ArchiveTransport transport;
  private final ArchiveStore store;
  private final VerifiedDownload download;
  private final Mirrors mirrors;

  /// Downloads into `workDirectory` before handing to the store.
  public ArchiveReader(
      ArchiveTransport transport, ArchiveStore store, Mirrors mirrors, Path workDirectory) {
    this.transport = transport;
    this.store = store;
    this.mirrors = mirrors;
    this.download = new VerifiedDownload(transport, workDirectory);
  }

  /// Whom to believe, and when.
  ///
  /// @param now held against `Valid-Until`
  /// @param allowExpired accept a suite past its `Valid-Until`
  public record Trust(Keyring keyring, Instant now, boolean allowExpired) {}

  /// Fetches and verifies the release file of a suite from the first mirror that has it.
  ///
  /// @throws ArchiveException when no mirror has it or it cannot be trusted
  /// @throws IOException when a mirror cannot be reached
  public VerifiedSuite suite(Suite suite, Trust trust) throws ArchiveException, IOException {
    List<URI> tried = new ArrayList<>();
    for (URI root : mirrors.of(suite.archive())) {
      URI address = root.resolve("dists/" + suite.name() + "/InRelease");
      tried.add(address);
      Optional<InputStream> opened = transport.open(address);
      if (opened.isPresent()) {
        try (InputStream in = opened.get()) {
          String message = new String(in.readNBytes(RELEASE_LIMIT), StandardCharsets.UTF_8);
          return verified(suite, root, address, message, trust);
        }
      }
    }
    throw new ArchiveException(new ArchiveProblem.NotFound(tried));
  }

  private static VerifiedSuite verified(
      Suite suite, URI root, URI address, String message, Trust trust)
      throws ArchiveException, IOException {
    ReleaseText text = ReleaseText.parse(address, trust.keyring().verify(address, message));
    if (!text.isNamed(suite.name())) {
      throw new ArchiveException(
          new ArchiveProblem.WrongSuite(address, suite.name(), text.suite(), text.codename()));
    }
    Optional<Instant> validUntil = text.validUntil();
    boolean expired = validUntil.isPresent() && trust.now().isAfter(validUntil.get());
    if (expired && !trust.allowExpired()) {
      throw new ArchiveException(
          new ArchiveProblem.Expired(address, validUntil.get(), trust.now()));
    }
    return new VerifiedSuite(suite, root, text, text.date(), expired);
  }

  /// Fetches, verifies and reads a suite's index of packages.
  ///
  /// @throws ArchiveException when the index is missing, has other bytes than the release file
  ///   says, or cannot be read
  /// @throws IOException when the mirror cannot be reached
  public Paragraphs packages(VerifiedSuite suite, String component, Architecture architecture)
      throws ArchiveException, IOException {
    List<PackagesForm.Offered> offered = PackagesForm.of(suite, component, architecture);
    List<URI> tried = new ArrayList<>();
    for (PackagesForm.Offered each : offered) {
      Optional<Path> index = index(suite, each, tried);
      if (index.isPresent()) {
        return read(suite, each, index.get());
      }
    }
    throw new ArchiveException(new ArchiveProblem.NotFound(tried));
  }

  private static Paragraphs read(VerifiedSuite suite, PackagesForm.Offered offered, Path index)
      throws ArchiveException {
    try (InputStream packed = Files.newInputStream(index);
        InputStream in = offered.form().unpacked(packed)) {
      return Paragraphs.read(in, suite.suite().archive());
    } catch (IOException e) {
      throw new ArchiveException(
          new ArchiveProblem.MalformedIndex(
              suite.text().address().resolve(offered.path()), String.valueOf(e.getMessage())));
    }
  }

  private Optional<Path> index(VerifiedSuite suite, PackagesForm.Offered offered, List<URI> tried)
      throws ArchiveException, IOException {
    ReleaseText.IndexFile file = offered.file();
    Optional<Path> kept = store.find(file.digest());
    if (kept.isPresent()) {
      return kept;
    }
    for (URI address : addresses(suite.text(), offered)) {
      tried.add(address);
      Optional<Path> fetched =
          download.fetch(
              address,
              file.size(),
              file.digest(),
              actual -> new ArchiveProblem.IndexDigest(address, file.digest(), actual));
      if (fetched.isPresent()) {
        return Optional.of(store.keep(file.digest(), fetched.get()));
      }
    }
    return Optional.empty();
  }

  private static List<URI> addresses(ReleaseText text, PackagesForm.Offered offered) {
    String path = offered.path();
    URI plain = text.address().resolve(path);
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    String byHash = directory + "by-hash/SHA256/" + offered.file().digest().hex();
    // By digest a mirror can hold the old and the new index while it is being updated.
    return text.byHash() ? List.of(text.address().resolve(byHash), plain) : List.of(plain);
  }

  /// A package's file: from the store, else from the first mirror that has it.
  ///
  /// @throws ArchiveException when no mirror has it or its bytes are not those expected
  /// @throws IOException when a mirror cannot be reached
  public Path packageFile(PackageId id, PackageFile file) throws ArchiveException, IOException {
    Digest digest = file.digest();
    Optional<Path> kept = store.find(digest);
    if (kept.isPresent()) {
      return kept.get();
    }
    List<URI> tried = new ArrayList<>();
    List<IOException> unreachable = new ArrayList<>();
    for (URI root : mirrors.of(file.archive())) {
      URI address = root.resolve(file.path().replace("+", "%2B").replace("~", "%7E"));
      tried.add(address);
      try {
        Optional<Path> fetched =
            download.fetch(
                address,
                file.size(),
                digest,
                actual -> new ArchiveProblem.PackageDigest(id, address, digest, actual));
        if (fetched.isPresent()) {
          return store.keep(digest, fetched.get());
        }
      } catch (IOException e) {
        // The next root is as good: the digest decides what is taken.
        unreachable.add(e);
      }
    }
    if (!unreachable.isEmpty()) {
      throw unreachable.getFirst();
    }
    throw new ArchiveException(new ArchiveProblem.NotFound(tried));
  }
}
