package dev.garboard.debian.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/// A fresh OpenPGP key that signs release files in tests.
public final class TestKey {

  private final BcPGPKeyPair pair;
  private final byte[] publicRing;

  private TestKey(BcPGPKeyPair pair, byte[] publicRing) {
    this.pair = pair;
    this.publicRing = publicRing;
  }

  /// A key that never expires.
  public static TestKey generate() {
    return generate(0);
  }

  /// A key made at the epoch that is good for so many seconds; for ever when 0.
  public static TestKey generate(long validSeconds) {
    try {
      Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
      generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
      BcPGPKeyPair pair =
          new BcPGPKeyPair(
              PublicKeyPacket.VERSION_4,
              PublicKeyAlgorithmTags.EDDSA_LEGACY,
              generator.generateKeyPair(),
              Date.from(Instant.EPOCH));
      PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
      subpackets.setKeyExpirationTime(true, validSeconds);
      PGPKeyRingGenerator ring =
          new PGPKeyRingGenerator(
              PGPSignature.POSITIVE_CERTIFICATION,
              pair,
              "Test Archive <archive@example.org>",
              new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
              subpackets.generate(),
              null,
              signer(pair, HashAlgorithmTags.SHA256),
              null);
      return new TestKey(pair, ring.generatePublicKeyRing().getEncoded());
    } catch (PGPException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static BcPGPContentSignerBuilder signer(BcPGPKeyPair pair, int hash) {
    return new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash);
  }

  /// A keyring of these keys.
  public static Keyring keyring(TestKey... keys) {
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (TestKey key : keys) {
        all.write(key.publicRing);
      }
      return Keyring.read(new ByteArrayInputStream(all.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The key's id in upper-case hexadecimal.
  public String id() {
    return "%016X".formatted(pair.getKeyID());
  }

  /// A clear-signed message of the text, signed by all these keys.
  public static String clearSign(String text, List<TestKey> keys) {
    return clearSign(text, keys, HashAlgorithmTags.SHA256);
  }

  /// A clear-signed message of the text with another hash function.
  public static String clearSign(String text, List<TestKey> keys, int hash) {
    try {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      try (ArmoredOutputStream armor = new ArmoredOutputStream(block)) {
        for (TestKey key : keys) {
          key.signature(text, hash).encode(armor);
        }
      }
      return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
          + text.replaceAll("(?m)^-", "- -")
          + "\n"
          + block.toString(StandardCharsets.US_ASCII);
    } catch (IOException | PGPException e) {
      throw new AssertionError(e);
    }
  }

  private PGPSignature signature(String text, int hash) throws PGPException {
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(signer(pair, hash), pair.getPublicKey());
    generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, pair.getPrivateKey());
    PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
    subpackets.setSignatureCreationTime(true, Date.from(Instant.parse("2026-01-01T00:00:00Z")));
    subpackets.setIssuerKeyID(false, pair.getKeyID());
    generator.setHashedSubpackets(subpackets.generate());
    generator.update(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    return generator.generate();
  }
}
