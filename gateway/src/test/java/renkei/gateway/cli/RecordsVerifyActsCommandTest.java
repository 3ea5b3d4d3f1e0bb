package renkei.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import renkei.gateway.staff.Action;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.Login;
import renkei.gateway.staff.PersonsUnderTest;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Right;
import renkei.gateway.testing.Parties;

class RecordsVerifyActsCommandTest {

  private static final Actor OPERATOR =
      new Actor(Place.PLATFORM, new Login("operator"), "運用", "key:1", Right.OF_OPERATORS);

  @TempDir static Path folder;
  private static List<String> lines;

  @BeforeAll
  static void exportSomeActs() {
    lines = new ArrayList<>();
    try (PersonsUnderTest bench = new PersonsUnderTest()) {
      bench.database.inPlatform(
          tx -> {
            bench.acts.record(tx, OPERATOR, Action.HOLD_SET, "one");
            bench.acts.record(tx, OPERATOR, Action.HOLD_SET, "two");
            return true;
          });
      bench.acts.seal(Place.PLATFORM);
      bench.acts.export(Place.PLATFORM, lines::add);
    }
  }

  private record Run(int exitCode, String output) {}

  private static Run verify(List<String> export, Parties trusted) throws IOException {
    Path file = Files.writeString(folder.resolve("acts.txt"), String.join("\n", export) + "\n");
    StringWriter output = new StringWriter();
    int exitCode =
        new CommandLine(new RecordsVerifyActsCommand())
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(output))
            .execute(
                file.toString(),
                "--anchors=" + trusted.file("anchors.p12"),
                "--password-file=" + trusted.file("password"));
    return new Run(exitCode, output.toString());
  }

  @Test
  void saysThatActsAreGenuineAndWhoseSignatureThatIs() throws IOException {
    Run run = verify(lines, Parties.shared());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("genuine: 2 acts of ", " by urn:renkei:platform")
        .containsPattern("head: 2=[0-9a-f]{64}");
  }

  @Test
  void saysWhichActWasChanged() throws IOException {
    List<String> changed = new ArrayList<>(lines);
    changed.set(changed.size() - 1, changed.getLast().replace("two", "too"));

    Run run = verify(changed, Parties.shared());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).startsWith("NOT GENUINE: line ");
  }

  @Test
  void believesNoSignerOfSomebodyElses() throws IOException {
    Run run = verify(lines, Parties.strangers());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).startsWith("NOT GENUINE: the signer is not trusted");
  }
}
