package dev.garboard.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ElfNeedsTest {
  @Test
  void needsOthersAndOffersNothing() throws Exception {
    byte[] bytes = ElfNeeds.of(ElfFile.AARCH64, "libmore.so", List.of("libb.so.1", "liba.so.2"));
    ElfFile file = ElfReader.read(Content.of(bytes)).orElseThrow();
    assertThat(file.machine()).isEqualTo(ElfFile.AARCH64);
    assertThat(file.type()).isEqualTo(ElfFile.SHARED_OBJECT);
    assertThat(file.soname()).isEqualTo("libmore.so");
    assertThat(file.needed()).containsExactly("libb.so.1", "liba.so.2");
    assertThat(file.runPath()).isEmpty();
    assertThat(file.versions()).isEmpty();
    assertThat(file.defined()).isEmpty();
  }
}
