package dev.garboard.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.bytecode.BytecodeCompiler;
import dev.garboard.plan.InstallProfile;
import org.junit.jupiter.api.Test;

class BytecodeFormatTest {

  @Test
  void layersKeysKnowTheCompilersFormat() {
    assertThat(InstallProfile.BYTECODE_FORMAT).isEqualTo(BytecodeCompiler.FORMAT);
  }
}
