package dev.garboard.debian.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.MPInteger;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SignaturePacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
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

  /// How a key signs.
  public enum Algorithm {
    /// The keys of the youngest releases.
    ED25519(PublicKeyAlgorithmTags.EDDSA_LEGACY),

    /// Nearly all keys of archives; shorter than theirs, which take long to make.
    RSA(PublicKeyAlgorithmTags.RSA_GENERAL);

    private final int tag;

    Algorithm(int tag) {
      this.tag = tag;
    }

    private BcPGPKeyPair pair() throws PGPException {
      return new BcPGPKeyPair(
          PublicKeyPacket.VERSION_4, tag, generator().generateKeyPair(), Date.from(Instant.EPOCH));
    }

    private AsymmetricCipherKeyPairGenerator generator() {
      SecureRandom random = new SecureRandom();
      return switch (this) {
        case ED25519 -> {
          Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
          generator.init(new Ed25519KeyGenerationParameters(random));
          yield generator;
        }
        case RSA -> {
          RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
          generator.init(
              new RSAKeyGenerationParameters(BigInteger.valueOf(0x10001), random, 2048, 100));
          yield generator;
        }
      };
    }
  }

  /// A key that never expires.
  public static TestKey generate() {
    return generate(Algorithm.ED25519);
  }

  /// A key of that algorithm that never expires.
  public static TestKey generate(Algorithm algorithm) {
    try {
      BcPGPKeyPair pair = algorithm.pair();
      return new TestKey(pair, ring(pair, 0).generatePublicKeyRing().getEncoded());
    } catch (PGPException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A key made at the epoch that is good for so many seconds; for ever when 0.
  public static TestKey generate(long validSeconds) {
    try {
      BcPGPKeyPair pair = Algorithm.ED25519.pair();
      return new TestKey(pair, ring(pair, validSeconds).generatePublicKeyRing().getEncoded());
    } catch (PGPException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A key that signs with a subkey of its own.
  public static TestKey withSubkey(Algorithm algorithm) {
    try {
      PGPKeyRingGenerator ring = ring(algorithm.pair(), 0);
      BcPGPKeyPair subkey = algorithm.pair();
      PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
      subpackets.setKeyFlags(true, KeyFlags.SIGN_DATA);
      ring.addSubKey(subkey, subpackets.generate(), null);
      return new TestKey(subkey, ring.generatePublicKeyRing().getEncoded());
    } catch (PGPException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static PGPKeyRingGenerator ring(BcPGPKeyPair pair, long validSeconds)
      throws PGPException {
    PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
    subpackets.setKeyExpirationTime(true, validSeconds);
    return new PGPKeyRingGenerator(
        PGPSignature.POSITIVE_CERTIFICATION,
        pair,
        "Test Archive <archive@example.org>",
        new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
        subpackets.generate(),
        null,
        signer(pair, HashAlgorithmTags.SHA256),
        null);
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

  /// The id, in upper-case hexadecimal, of what signs.
  public String id() {
    return "%016X".formatted(pair.getKeyID());
  }

  /// A clear-signed message of the text, signed by all these keys.
  public static String clearSign(String text, List<TestKey> keys) {
    return clearSign(text, keys, HashAlgorithmTags.SHA256);
  }

  /// A clear-signed message of the text with another hash function.
  public static String clearSign(String text, List<TestKey> keys, int hash) {
    return clearSign(text, keys, hash, UnaryOperator.identity());
  }

  /// A clear-signed message whose signatures were tampered with.
  ///
  /// @param tamper changes the first of the numbers that a signature is of
  public static String clearSign(
      String text, List<TestKey> keys, int hash, UnaryOperator<BigInteger> tamper) {
    try {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      try (ArmoredOutputStream armor = new ArmoredOutputStream(block)) {
        for (TestKey key : keys) {
          write(key.signature(text, hash), tamper, armor);
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

  private static void write(
      PGPSignature signature, UnaryOperator<BigInteger> tamper, OutputStream out)
      throws IOException {
    byte[] encoded = signature.getEncoded();
    try (BCPGInputStream in = new BCPGInputStream(new ByteArrayInputStream(encoded))) {
      SignaturePacket good = (SignaturePacket) in.readPacket();
      MPInteger[] numbers = good.getSignature();
      numbers[0] = new MPInteger(tamper.apply(numbers[0].getValue()));
      new BCPGOutputStream(out).writePacket(good);
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
