package renkei.testagencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
class DemoCommandTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--bulk=0, needs at least 200 residents and 1 bulk inquiry",
    "--bulk=-1, needs at least 200 residents and 1 bulk inquiry",
    "--residents=199, needs at least 200 residents and 1 bulk inquiry",
    "--residents=many, Invalid value for option '--residents'",
    "--bulks=1, Unknown option"
  })
  void refusesACallThatCannotBeRightBeforeAnythingIsStarted(String option, String told) {
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new DemoCommand())
            .setErr(new PrintWriter(errors, true))
            .execute("--data", folder.toString(), option);

    assertThat(exitCode).isEqualTo(2);
    assertThat(errors.toString()).contains(told);
    assertThat(folder).isEmptyDirectory();
  }
}
