package dev.garboard.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.debian.archive.ArchiveProblem.BadSignature;
import dev.garboard.debian.archive.ArchiveProblem.UnknownKey;
import dev.garboard.debian.archive.ArchiveProblem.UnusableSignature;
import dev.garboard.debian.archive.TestKey.Algorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class KeyringTest {

  private static final URI RELEASE = URI.create("http://mirror.test/debian/dists/trixie/InRelease");
  private static final String TEXT = "Suite: stable\nCodename: trixie";
  private static final TestKey ED25519 = TestKey.generate(Algorithm.ED25519);
  private static final TestKey RSA = TestKey.generate(Algorithm.RSA);
  private static final TestKey RSA_SUBKEY = TestKey.withSubkey(Algorithm.RSA);

  static Stream<TestKey> keys() {
    return Stream.of(ED25519, RSA, RSA_SUBKEY);
  }

  private static String signed(TestKey key) {
    return TestKey.clearSign(TEXT, List.of(key));
  }

  private static ArchiveProblem problem(TestKey key, String message) {
    ArchiveException e =
        catchThrowableOfType(
            ArchiveException.class, () -> TestKey.keyring(key).verify(RELEASE, message));
    assertThat(e).as("nothing was refused").isNotNull();
    assertThat(e.problems()).hasSize(1);
    return e.problems().getFirst();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void believesAGoodSignature(TestKey key) throws ArchiveException, IOException {
    assertThat(TestKey.keyring(ED25519, RSA, RSA_SUBKEY).verify(RELEASE, signed(key)))
        .isEqualTo(TEXT);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refusesAnotherKeyOfTheSameAlgorithm(TestKey key) {
    TestKey other = key.equals(ED25519) ? RSA : ED25519;
    TestKey stranger = TestKey.generate(key.equals(ED25519) ? Algorithm.ED25519 : Algorithm.RSA);

    assertThat(problem(other, signed(key))).isEqualTo(new UnknownKey(RELEASE, List.of(key.id())));
    assertThat(problem(stranger, signed(key)))
        .isEqualTo(new UnknownKey(RELEASE, List.of(key.id())));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refusesAnAlteredText(TestKey key) {
    String altered = signed(key).replace("stable", "stale");

    assertThat(problem(key, altered)).isEqualTo(new BadSignature(RELEASE, key.id()));
  }

  static Stream<Arguments> tampered() {
    List<UnaryOperator<BigInteger>> tampers =
        List.of(
            number -> number.flipBit(0),
            number -> number.shiftRight(8),
            number -> number.shiftLeft(64),
            _ -> BigInteger.ONE,
            _ -> BigInteger.ZERO);
    return keys().flatMap(key -> tampers.stream().map(tamper -> Arguments.of(key, tamper)));
  }

  @ParameterizedTest
  @MethodSource("tampered")
  void refusesAnAlteredSignature(TestKey key, UnaryOperator<BigInteger> tamper) {
    String message = TestKey.clearSign(TEXT, List.of(key), HashAlgorithmTags.SHA256, tamper);

    assertThat(problem(key, message)).isEqualTo(new BadSignature(RELEASE, key.id()));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refusesAWeakHash(TestKey key) {
    String message = TestKey.clearSign(TEXT, List.of(key), HashAlgorithmTags.SHA1);

    assertThat(problem(key, message))
        .isEqualTo(new UnusableSignature(RELEASE, key.id(), "hash algorithm 2"));
  }

  /// One of 256 has fewer bytes than its key: numbers are written without zeros before them.
  @Test
  void believesAnRsaSignatureThatBeginsWithZeros() throws ArchiveException, IOException {
    AtomicReference<BigInteger> number = new AtomicReference<>(BigInteger.ZERO);
    UnaryOperator<BigInteger> watch =
        each -> {
          number.set(each);
          return each;
        };
    int tries = 0;
    String text;
    String message;
    do {
      text = TEXT + "\nVersion: " + tries++;
      message = TestKey.clearSign(text, List.of(RSA), HashAlgorithmTags.SHA256, watch);
    } while (number.get().bitLength() > 2040 && tries < 10_000);
    assertThat(number.get().bitLength()).isLessThanOrEqualTo(2040);

    assertThat(TestKey.keyring(RSA).verify(RELEASE, message)).isEqualTo(text);
  }
}
