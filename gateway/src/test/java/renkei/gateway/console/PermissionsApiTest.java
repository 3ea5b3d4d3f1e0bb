package renkei.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import renkei.codebook.InformationCode;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionRow;
import renkei.codebook.testing.DeliveredList;
import renkei.gateway.cli.PermissionsCommand;
import renkei.gateway.staff.ClientKey;
import renkei.gateway.staff.PersonsUnderTest;
import renkei.gateway.staff.Right;
import renkei.gateway.testing.Parties;
import renkei.signing.KeyStoreFile;

/** The verbs about permission lists, through the real operator door into the real database. */
class PermissionsApiTest {

  private static final String DAY = "2026-11-29";

  @TempDir static Path folder;
  private static ConsoleUnderTest console;
  private static Path person;
  private static Path personsPassword;

  @BeforeAll
  static void open() throws Exception {
    console = new ConsoleUnderTest(folder, Parties.DIRECTORY);
    Files.writeString(
        folder.resolve("ready.json"),
        "{\"operator\": \"https://localhost:%d\"}".formatted(console.port()));
    person = folder.resolve("pki/world/backend-990019.p12");
    personsPassword = folder.resolve("pki/world/password");
    ClientKey key =
        ClientKey.of(
            KeyStoreFile.open(person, Files.readString(personsPassword).strip().toCharArray())
                .identity("identity")
                .certificate());
    PersonsUnderTest people = ConsoleUnderTest.people();
    String _ =
        people.addByTwo(
            PersonsUnderTest.withKey(people.operator("tanaka", Right.OBSERVE, Right.OPERATE), key));
    put(list(11, row("R-1"), row("R-2")));
    put(list(12, row("R-2"), row("R-3")));
    List<PermissionRow> twice = List.of(row("R-1"), row("R-1"));
    var _ =
        DeliveredList.of(list(13, twice.toArray(PermissionRow[]::new)), 1)
            .to(console.permissions, people.database, Parties.KITA);
  }

  @AfterAll
  static void close() {
    console.close();
  }

  private static void put(PermissionList list) {
    DeliveredList.put(list, console.permissions, ConsoleUnderTest.people().database, Parties.KITA);
  }

  private static PermissionRow row(String id) {
    var cities = DeliveredList.kind(AgencyKind.MUNICIPALITY).id();
    return DeliveredList.row(
        id, cities, cities, DeliveredList.matter(new InformationCode("TM00000000000201")));
  }

  private static PermissionList list(long version, PermissionRow... rows) {
    return new PermissionList(
        version,
        Validity.ALWAYS,
        List.of(DeliveredList.kind(AgencyKind.MUNICIPALITY)),
        List.of(rows));
  }

  private record Run(int status, String output) {}

  private static Run atDoor(String verb, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                verb,
                "--data",
                folder.toString(),
                "--identity",
                person.toString(),
                "--identity-password-file",
                personsPassword.toString()));
    all.addAll(Arrays.asList(arguments));
    return run(all);
  }

  private static Run run(List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    int status =
        new CommandLine(new PermissionsCommand())
            .setOut(out)
            .setErr(out)
            .execute(arguments.toArray(String[]::new));
    return new Run(status, said.toString());
  }

  private static JsonObject json(Run run) {
    assertThat(run.status()).as(run.output()).isZero();
    try (JsonReader reader = Json.createReader(new StringReader(run.output()))) {
      return reader.readObject();
    }
  }

  @Test
  void listsWhatWasDeliveredAndWhyOneWasRefused() {
    Run listed = run(List.of("list", "--data", folder.toString()));

    assertThat(listed.output())
        .contains("12 2020-01-01 to 2099-12-31, 2 rows, in force")
        .contains("11 2020-01-01 to 2099-12-31, 2 rows, kept")
        .containsPattern("13 .* 2 rows, (lacks parts \\[2\\]|refused: row R-1 occurs twice)");
  }

  @Test
  void showsHowTheNewestListDiffersFromTheOneBefore() {
    assertThat(atDoor("difference").output())
        .startsWith("list 12 against 11: 1 rows added, 1 ended, 0 changed, 0 classes changed")
        .contains("added R-3", "ended R-1");
    assertThat(json(atDoor("difference", "--from", "12", "--to", "11", "--json")))
        .hasToString(
            "{\"from\":12,\"to\":11,\"added\":[\"R-1\"],\"ended\":[\"R-3\"],\"changed\":[],"
                + "\"classes\":[]}");
    assertThat(atDoor("difference", "--from", "12", "--to", "13").output())
        .contains("版 13 のリストは揃っていません (no-such-list)");
  }

  @Test
  void replaysADayUnderAListAndUnderRowsThatNobodyDelivered() throws Exception {
    Path rows = folder.resolve("rows.jsonl");
    Files.write(rows, DeliveredList.lines(List.of(row("R-9"))));

    assertThat(json(atDoor("replay", "--day", DAY, "--version", "11", "--json")))
        .hasToString(
            "{\"version\":11,\"day\":\"2026-11-29\",\"judgedOn\":\"2026-11-29\",\"decisions\":0,"
                + "\"withoutList\":0,\"changed\":0,\"changes\":[]}");
    assertThat(atDoor("replay", "--day", DAY, "--file", rows.toString()).output())
        .startsWith("0 decisions of 2026-11-29, judged on 2026-11-29: 0 would change");
  }

  @Test
  void refusesAReplayOfWhatIsNoListOrNoDay() throws Exception {
    Path rows = folder.resolve("bad.jsonl");
    Files.writeString(rows, "{\"id\":1}\n");

    assertThat(atDoor("replay", "--day", DAY, "--file", rows.toString()).output())
        .contains("line 1 has no id of the form that rows have");
    Files.write(rows, DeliveredList.lines(List.of(row("R-1"), row("R-1"))));
    assertThat(atDoor("replay", "--day", DAY, "--file", rows.toString()).output())
        .contains("row R-1 occurs twice (list-refused)");
    assertThat(atDoor("replay", "--day", "2026-11-31", "--version", "11").output())
        .contains("day is a day, such as 2026-11-29");
    assertThat(atDoor("replay", "--day", DAY, "--version", "99").output())
        .contains("there is no whole list of version 99");
  }

  @Test
  void replaysForPersonsWithTheRightToOperateAlone() throws Exception {
    Run byMachine =
        run(List.of("replay", "--data", folder.toString(), "--day", DAY, "--version", "11"));
    assertThat(byMachine.status()).isEqualTo(1);
    assertThat(byMachine.output()).contains("(no-person)");

    try (HttpClient anybody = HttpClient.newBuilder().sslContext(console.tls).build()) {
      HttpResponse<String> refused =
          anybody.send(
              HttpRequest.newBuilder(console.address("/api/permissions")).build(),
              BodyHandlers.ofString(UTF_8));
      assertThat(refused.statusCode()).isEqualTo(401);
    }
  }
}
