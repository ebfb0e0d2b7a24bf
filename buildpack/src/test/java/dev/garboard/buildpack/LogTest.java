package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LogTest {
  @Test
  void roundsBytes() {
    assertThat(Log.bytes(0)).isEqualTo("0 bytes");
    assertThat(Log.bytes(999)).isEqualTo("999 bytes");
    assertThat(Log.bytes(1049)).isEqualTo("1.0 kB");
    assertThat(Log.bytes(1050)).isEqualTo("1.1 kB");
    assertThat(Log.bytes(43_000_000)).isEqualTo("43.0 MB");
    assertThat(Log.bytes(2_460_000_000L)).isEqualTo("2.5 GB");
    assertThat(Log.bytes(12_345_000_000_000L)).isEqualTo("12345.0 GB");
  }

  @Test
  void roundsSeconds() {
    assertThat(Log.seconds(Duration.ofMillis(4))).isEqualTo("0.00 s");
    assertThat(Log.seconds(Duration.ofMillis(85))).isEqualTo("0.09 s");
    assertThat(Log.seconds(Duration.ofMillis(1_050))).isEqualTo("1.05 s");
    assertThat(Log.seconds(Duration.ofMillis(61_999))).isEqualTo("62.00 s");
  }
}
