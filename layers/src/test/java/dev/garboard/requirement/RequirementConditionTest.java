package dev.garboard.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementConditionTest {
  @Test
  void whatIsMissingSkipsWithTheReason() {
    var result = RequirementCondition.judge(List.of("skopeo", "umoci"), false);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).contains("missing: skopeo, umoci");
  }

  @Test
  void whatIsMissingFailsWhereAllIsRequired() {
    assertThatThrownBy(() -> RequirementCondition.judge(List.of("skopeo"), true))
        .hasMessage("missing: skopeo, and GARBOARD_REQUIRE_ENGINES=1 forbids skipping");
  }

  @Test
  void whatIsThereRuns() {
    assertThat(RequirementCondition.judge(List.of(), true).isDisabled()).isFalse();
  }

  @Test
  void findsToolsOnThePath() {
    assertThat(RequirementCondition.missingTools("sh", "no-such-tool"))
        .containsExactly("no-such-tool");
  }
}
