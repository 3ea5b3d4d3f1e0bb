package renkei.testagencies.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import renkei.testagencies.progress.Progress;

/** Starts of shells that behave like platforms. */
@Timeout(60)
class StartTest {

  private static final Duration STALL = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Path log;
  private Path ready;
  private @Nullable Process process;

  @BeforeEach
  void name() throws IOException {
    log = Files.createFile(folder.resolve("serve.log"));
    ready = folder.resolve("ready.json");
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void await(String script) throws Exception {
    process =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    new Start(process, ready, log, STALL).await(Progress.silent());
  }

  @Test
  void waitsBeyondEveryClockAsLongAsTheLogGrows() throws Exception {
    await("for n in 1 2 3 4 5 6 7; do echo step $n; sleep 0.5; done; : > ready.json; sleep 60");

    assertThat(ready).exists();
  }

  @Test
  void givesUpOnWhatMovesNoMoreAndSaysWhatWasAwaited() {
    assertThatThrownBy(() -> await("echo made the keys; sleep 60"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("for 2 s its log has not grown")
        .hasMessageContaining(ready.toString())
        .hasMessageEndingWith("made the keys");
  }

  @Test
  void saysWithWhatExitCodeAndLastWordsItEnded() {
    assertThatThrownBy(() -> await("echo no port; exit 3"))
        .hasMessageContaining("exit code 3")
        .hasMessageEndingWith("no port");
  }
}
