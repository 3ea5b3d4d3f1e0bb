package renkei.testagencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import renkei.testagencies.world.People;
import renkei.testagencies.world.WorldFolder;

@Timeout(60)
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_OUT)
class WorldCommandTest {

  @TempDir Path data;

  private record Called(int exitCode, String said) {}

  private Called call(Object command, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    StringWriter usage = new StringWriter();
    try (PrintStream captured = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      System.setErr(captured);
      int exitCode =
          new CommandLine(command).setErr(new PrintWriter(usage, true)).execute(arguments);
      return new Called(exitCode, said.toString(StandardCharsets.UTF_8) + usage);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void saysWhatItWaitsForAndGivesUpInTime() {
    Called called = call(new WorldCommand(), "--data", data.toString(), "--wait", "1");

    assertThat(called.exitCode()).isEqualTo(1);
    assertThat(called.said())
        .contains("waiting for a platform to be ready, which makes " + data.resolve("ready.json"))
        .contains("no platform got ready within 1 s")
        .contains("./renkei serve --data " + data);
  }

  /** The address is the platform's own word, and nobody is there. */
  @Test
  void saysWhichPlatformDoesNotAnswerAndWhy() throws IOException {
    int free = freePort();
    Files.createDirectories(data.resolve("pki").resolve("world"));
    TestKeys.make(data.resolve("pki").resolve("world"), Clock.systemUTC());
    Files.writeString(
        data.resolve("ready.json"),
        "{\"pid\":%d,\"national\":\"https://[::1]:%d/national\",\"local\":\"https://[::1]:1\",\"operator\":\"https://[::1]:1\"}"
            .formatted(Long.MAX_VALUE, free));

    Called called =
        call(
            new WorldCommand(),
            "--data",
            data.toString(),
            "--port",
            String.valueOf(freePort()),
            "--wait",
            "10");

    assertThat(called.exitCode()).isEqualTo(1);
    assertThat(called.said())
        .contains("https://[::1]:%d/national did not take the permission list".formatted(free))
        .contains("ready.json was left by process " + Long.MAX_VALUE + ", which is gone")
        .contains("Exception: ");
  }

  @ParameterizedTest
  @CsvSource({
    "--residents=29, must be from 30 to 100000",
    "--wait=0, --wait must be at least 1",
    "--people=x --seed=1, mutually exclusive"
  })
  void refusesACallThatCannotBeRight(String options, String told) throws IOException {
    Files.createDirectories(data.resolve("pki").resolve("world"));
    Files.writeString(
        data.resolve("ready.json"),
        "{\"pid\":1,\"national\":\"https://[::1]:1\",\"local\":\"https://[::1]:1\",\"operator\":\"https://[::1]:1\"}");

    Called called = call(new WorldCommand(), ("--data=" + data + " " + options).split(" "));

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.said()).contains(told);
  }

  @Test
  void listsPeopleWhoCanBeAskedAbout() {
    new WorldFolder(data).settle(new People.FromSeed(People.USUAL_SEED, 40));

    Called called = call(new WorldPeopleCommand(), "--data", data.toString(), "--limit", "2");

    assertThat(called.exitCode()).isZero();
    assertThat(called.said())
        .contains("Test City A 試験市甲: tenant 990019, agency 9099001900000000, 40 people")
        .contains("S-00000001")
        .contains("also in 990027")
        .hasLineCount(9);
  }

  @Test
  void saysHowPeopleComeToLiveThere() {
    Called called = call(new WorldPeopleCommand(), "--data", data.toString());

    assertThat(called.exitCode()).isEqualTo(1);
    assertThat(called.said()).contains("Nobody lives in " + data + " yet");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
