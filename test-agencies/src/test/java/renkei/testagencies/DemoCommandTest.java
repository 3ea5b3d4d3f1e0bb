package renkei.testagencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoCommandTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"--bulk=0", "--bulk=-1", "--residents=0", "--residents=many", "--bulks=1"})
  void refusesACallThatCannotBeRightBeforeAnythingIsStarted(String option) {
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new DemoCommand())
            .setErr(new PrintWriter(errors, true))
            .execute("--data", folder.toString(), option);

    assertThat(exitCode).isEqualTo(2);
    assertThat(errors.toString())
        .containsAnyOf("the story needs at least", "Invalid value", "Unknown option");
    assertThat(folder).isEmptyDirectory();
  }
}
