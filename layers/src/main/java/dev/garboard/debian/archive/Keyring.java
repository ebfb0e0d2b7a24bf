package dev.garboard.debian.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentVerifierBuilderProvider;

/// The keys that release files may be signed with (OpenPGP, RFC 9580).
public final class Keyring {

  private static final Set<Integer> STRONG_HASHES =
      Set.of(
          HashAlgorithmTags.SHA224,
          HashAlgorithmTags.SHA256,
          HashAlgorithmTags.SHA384,
          HashAlgorithmTags.SHA512);

  private final PGPPublicKeyRingCollection keys;

  private Keyring(PGPPublicKeyRingCollection keys) {
    this.keys = keys;
  }

  /// The keys of Debian's archive that are shipped with Garboard.
  ///
  /// @throws IOException when the resource cannot be read
  public static Keyring debian() throws IOException {
    return shipped("debian-archive-keyring.asc");
  }

  /// The keys of Ubuntu's archive that are shipped with Garboard.
  ///
  /// @throws IOException when the resource cannot be read
  public static Keyring ubuntu() throws IOException {
    return shipped("ubuntu-archive-keyring.asc");
  }

  private static Keyring shipped(String name) throws IOException {
    try (InputStream in = Keyring.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return read(in);
    }
  }

  /// Reads public keys, armored or not.
  ///
  /// @throws IOException when the bytes are no OpenPGP key ring
  public static Keyring read(InputStream in) throws IOException {
    try (InputStream decoded = PGPUtil.getDecoderStream(in)) {
      return new Keyring(new BcPGPPublicKeyRingCollection(decoded));
    } catch (PGPException e) {
      throw new IOException("keyring: " + e.getMessage(), e);
    }
  }

  /// The fingerprints of all primary keys, in upper-case hexadecimal.
  public List<String> fingerprints() {
    List<String> fingerprints = new ArrayList<>();
    keys.forEach(ring ->
        fingerprints.add(
            HexFormat.of().withUpperCase().formatHex(ring.getPublicKey().getFingerprint())));
    return fingerprints;
  }

  /// The signed text of a clear-signed message: at least one signature must be by a known key and
  /// good, and none by a known key may be bad.
  String verify(URI release, String message) throws ArchiveException, IOException {
    ClearSignedText signed;
    try {
      signed = ClearSignedText.parse(message);
    } catch (IllegalArgumentException e) {
      throw new ArchiveException(
          new ArchiveProblem.NotSigned(release, String.valueOf(e.getMessage())));
    }
    List<ArchiveProblem> problems = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    int good = 0;
    for (PGPSignature signature : signatures(release, signed)) {
      PGPPublicKey key = keys.getPublicKey(signature.getKeyID());
      if (key == null) {
        unknown.add(keyId(signature));
      } else {
        Optional<ArchiveProblem> problem = check(release, signature, key, signed.signedBytes());
        problem.ifPresent(problems::add);
        good += problem.isEmpty() ? 1 : 0;
      }
    }
    boolean bad = problems.stream().anyMatch(ArchiveProblem.BadSignature.class::isInstance);
    if (good > 0 && !bad) {
      return signed.text();
    }
    throw new ArchiveException(
        problems.isEmpty() ? List.of(new ArchiveProblem.UnknownKey(release, unknown)) : problems);
  }

  private static PGPSignatureList signatures(URI release, ClearSignedText signed)
      throws ArchiveException, IOException {
    try (InputStream in =
        PGPUtil.getDecoderStream(
            new ByteArrayInputStream(signed.signature().getBytes(StandardCharsets.US_ASCII)))) {
      PGPObjectFactory factory = new BcPGPObjectFactory(in);
      if (factory.nextObject() instanceof PGPSignatureList list && !list.isEmpty()) {
        return list;
      }
    } catch (IOException e) {
      throw new ArchiveException(
          new ArchiveProblem.NotSigned(release, "signature block: " + e.getMessage()));
    }
    throw new ArchiveException(new ArchiveProblem.NotSigned(release, "no signature in the block"));
  }

  private static Optional<ArchiveProblem> check(
      URI release, PGPSignature signature, PGPPublicKey key, byte[] signedBytes) {
    try {
      // Java's own: that of Bouncy Castle tests at length, for each key, whether its modulus is
      // prime.
      signature.init(new JcaPGPContentVerifierBuilderProvider(), key);
      signature.update(signedBytes);
      if (!signature.verify()) {
        return Optional.of(new ArchiveProblem.BadSignature(release, keyId(signature)));
      }
    } catch (PGPException | PGPRuntimeOperationException _) {
      return Optional.of(new ArchiveProblem.BadSignature(release, keyId(signature)));
    }
    return fault(signature, key)
        .map(detail -> new ArchiveProblem.UnusableSignature(release, keyId(signature), detail));
  }

  private static Optional<String> fault(PGPSignature signature, PGPPublicKey key) {
    int type = signature.getSignatureType();
    if (type != PGPSignature.CANONICAL_TEXT_DOCUMENT && type != PGPSignature.BINARY_DOCUMENT) {
      return Optional.of("signature type " + type);
    }
    if (!STRONG_HASHES.contains(signature.getHashAlgorithm())) {
      return Optional.of("hash algorithm " + signature.getHashAlgorithm());
    }
    if (key.hasRevocation()) {
      return Optional.of("key revoked");
    }
    Instant created = signature.getCreationTime().toInstant();
    Instant born = key.getCreationTime().toInstant();
    boolean expires = key.getValidSeconds() > 0;
    if (expires && created.isAfter(born.plus(Duration.ofSeconds(key.getValidSeconds())))) {
      return Optional.of("key expired before " + created);
    }
    return Optional.empty();
  }

  private static String keyId(PGPSignature signature) {
    return HexFormat.of().withUpperCase().toHexDigits(signature.getKeyID());
  }
}
