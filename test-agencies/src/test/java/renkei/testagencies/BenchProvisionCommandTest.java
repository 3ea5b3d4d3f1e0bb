package renkei.testagencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Its folder is none that it may take: no platform is ever started. */
class BenchProvisionCommandTest {

  @TempDir Path folder;

  /** What became of a call. */
  private record Called(int exitCode, String errors) {}

  @ParameterizedTest
  @CsvSource({
    "--seconds, 0, 1 to 3600",
    "--seconds, 3601, 1 to 3600",
    "--warm-up, -1, 0 to 3600",
    "--warm-up, 3601, 0 to 3600",
    "--outstanding, 0, 1 to 64",
    "--outstanding, 65, 1 to 64",
    "--residents, 3, 4 to 100000",
    "--residents, 100001, 4 to 100000"
  })
  void refusesByNameWhatIsOutOfBounds(String option, String value, String bounds)
      throws IOException {
    Called called = call(option + "=" + value);

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.errors())
        .contains("%s must be from %s, was: %s".formatted(option, bounds, value));
  }

  @Test
  void takesTheBoundsThemselves() throws IOException {
    Called least = call("--seconds=1", "--warm-up=0", "--outstanding=1", "--residents=4");
    Called most =
        call("--seconds=3600", "--warm-up=3600", "--outstanding=64", "--residents=100000");

    assertThat(least.errors()).contains("is not touched").doesNotContain("must be from");
    assertThat(most.errors()).contains("is not touched").doesNotContain("must be from");
  }

  private Called call(String... options) throws IOException {
    Files.writeString(folder.resolve("letter.txt"), "somebody else's");
    StringWriter errors = new StringWriter();
    CommandLine command =
        new CommandLine(new BenchProvisionCommand())
            .setErr(new PrintWriter(errors, true))
            .setExecutionExceptionHandler(
                (e, at, _) -> {
                  at.getErr().println(e.getMessage());
                  return 1;
                });
    String[] arguments = new String[options.length + 2];
    arguments[0] = "--data";
    arguments[1] = folder.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return new Called(command.execute(arguments), errors.toString());
  }
}
