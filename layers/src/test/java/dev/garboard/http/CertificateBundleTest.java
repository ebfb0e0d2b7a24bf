package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateBundleTest {

  @TempDir private static Path keys;
  private static String pem;

  @TempDir private Path directory;

  @BeforeAll
  static void make() throws Exception {
    pem = Files.readString(new TestAuthority(keys).certificate()).strip();
  }

  private List<X509Certificate> found(String... texts) throws Exception {
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      files.add(Files.writeString(directory.resolve(files.size() + ".pem"), text));
    }
    return CertificateBundle.read(files).all();
  }

  @Test
  void takesACertificateOnceHoweverManyFilesHoldIt() throws Exception {
    assertThat(found(pem, "\n" + pem + "\n", "a comment\n" + pem + "\n" + pem)).hasSize(1);
  }

  @Test
  void takesOnesWithLineEndsOfWindowsAndTheWordTrusted() throws Exception {
    assertThat(found(pem.replace("\n", "\r\n"))).hasSize(1);
    assertThat(found(pem.replace(" CERTIFICATE-", " TRUSTED CERTIFICATE-"))).hasSize(1);
  }

  @Test
  void passesOverWhatIsNoCertificate() throws Exception {
    String begin = "-----BEGIN CERTIFICATE-----";
    assertThat(
            found(
                begin,
                begin + "\nAAAA",
                begin + "\nAAAA\n-----END CERTIFICATE-----\n" + pem,
                begin + "\nAAAA\n- \n-----END CERTIFICATE-----",
                pem.replace(" CERTIFICATE-", " PRIVATE KEY-")))
        .hasSize(1);
  }
}
