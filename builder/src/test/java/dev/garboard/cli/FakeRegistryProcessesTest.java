package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.TestRegistry;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.words.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Before the strict registry in memory; and Ctrl-C at any request, which no registry sees.
@RequiresTool("crane")
final class FakeRegistryProcessesTest extends ProcessesContract {

  @Override
  TestRegistry open() throws Exception {
    return new FakeRegistry();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET .*/manifests/",
        "HEAD .*/blobs/",
        "POST .*/blobs/uploads/",
        "PUT .*/blobs/uploads/",
        TAG
      })
  void anInterruptAtAnyRequestMovesNoTag(String request) throws Exception {
    MainProcess process = arrested(request);
    process.interrupt();
    StoreRun run = process.end();
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error: interrupted").doesNotContain("fault of Garboard");
    assertNothingIsBrokenAndTheNextPushWorks();
  }
}
