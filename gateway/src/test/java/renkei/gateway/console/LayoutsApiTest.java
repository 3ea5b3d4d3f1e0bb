package renkei.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import renkei.codebook.AgencyCode;
import renkei.codebook.testing.Await;
import renkei.gateway.cli.LayoutsCommand;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.ClientKey;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.staff.PersonsUnderTest;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Proposals.Decided;
import renkei.gateway.staff.Right;
import renkei.gateway.testing.Parties;
import renkei.signing.AlgorithmTable;
import renkei.signing.KeyStoreFile;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.LayoutFile;

/** Editions of layouts through the real operator door into the real database. */
class LayoutsApiTest {

  private static final String CHILD_ALLOWANCE = "TM00000000000202";

  @TempDir static Path folder;
  private static ConsoleUnderTest console;
  private static HttpClient anybody;
  private static Path person;
  private static Path personsPassword;

  @BeforeAll
  static void open() throws Exception {
    console = new ConsoleUnderTest(folder);
    anybody = HttpClient.newBuilder().sslContext(console.tls).build();
    Files.writeString(
        folder.resolve("ready.json"),
        "{\"operator\": \"https://localhost:%d\"}".formatted(console.port()));
    person = folder.resolve("pki/world/backend-990027.p12");
    personsPassword = folder.resolve("pki/world/password");
    ClientKey key =
        ClientKey.of(
            KeyStoreFile.open(person, Files.readString(personsPassword).strip().toCharArray())
                .identity("identity")
                .certificate());
    PersonsUnderTest people = ConsoleUnderTest.people();
    String _ =
        people.addByTwo(
            PersonsUnderTest.withKey(people.operator("suzuki", Right.OBSERVE, Right.OPERATE), key));
  }

  @AfterAll
  static void close() {
    anybody.close();
    console.close();
  }

  private static String layout(String information, String edition) {
    String name = "/layouts/form-2/" + edition + "/" + information + ".json";
    try (InputStream file =
        Objects.requireNonNull(LayoutsApiTest.class.getResourceAsStream(name))) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The second edition, from a day that lies ahead whenever this runs. */
  private static String ahead(String information) {
    return layout(information, "2027-06")
        .replaceFirst("\"namedUntil\": \"[^\"]+\",", "")
        .replaceFirst(
            "\"answersFrom\": \"[^\"]+\"",
            "\"answersFrom\": \"" + LocalDate.now(Clock.systemUTC()).plusDays(90) + "\"");
  }

  private static byte[] signed(AgencyCode by, String layout) {
    return CompactJws.sign(
        Parties.shared().agency(by),
        LayoutFile.TYPE,
        layout.getBytes(UTF_8),
        AlgorithmTable.standard(),
        Clock.systemUTC().instant());
  }

  private static HttpResponse<String> call(HttpRequest.Builder request, String authorization)
      throws Exception {
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return anybody.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> put(String authorization, byte[] file) throws Exception {
    return call(
        HttpRequest.newBuilder(console.address("/api/layouts"))
            .header("Content-Type", "application/jose")
            .PUT(BodyPublishers.ofByteArray(file)),
        authorization);
  }

  private static HttpResponse<String> post(String authorization, String path, String json)
      throws Exception {
    return call(
        HttpRequest.newBuilder(console.address(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)),
        authorization);
  }

  private static JsonObject json(HttpResponse<String> response) {
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  private static String session() throws Exception {
    HttpResponse<String> entered =
        post(
            "",
            "/operators/sessions",
            "{\"login\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}"
                .formatted(
                    ConsoleUnderTest.LOGIN, ConsoleUnderTest.PASSWORD, ConsoleUnderTest.code()));
    return "Bearer " + json(entered).getString("session");
  }

  private static String standing(String session, String information, String edition)
      throws Exception {
    HttpResponse<String> list =
        call(HttpRequest.newBuilder(console.address("/api/layouts")), session);
    return json(list).getJsonArray("layouts").getValuesAs(JsonObject.class).stream()
        .filter(
            layout ->
                layout.getString("information").equals(information)
                    && layout.getString("edition").equals(edition))
        .map(layout -> layout.getString("standing"))
        .findFirst()
        .orElse("");
  }

  private static void refused(HttpResponse<String> response, String code, String en, String ja) {
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(json(response).getString("code")).isEqualTo(code);
    assertThat(json(response).getString("detail")).endsWith(en);
    assertThat(json(response).getString("detailJa")).endsWith(ja);
  }

  private static String metric(String line) throws Exception {
    return call(
            HttpRequest.newBuilder(console.address("/metrics")), "Bearer " + ConsoleUnderTest.TOKEN)
        .body()
        .lines()
        .filter(each -> each.contains(line))
        .findFirst()
        .orElse("");
  }

  @Test
  void takesALayoutOnceAndAlarmsOfOneThatContradictsIt() throws Exception {
    String session = session();
    byte[] first = signed(Parties.CORE, layout(CHILD_ALLOWANCE, "2026-06"));

    HttpResponse<String> kept = put(session, first);
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
    assertThat(json(kept).getString("result")).isEqualTo("KEPT");
    assertThat(json(put(session, first)).getString("result")).isEqualTo("REPEATED");
    assertThat(ConsoleUnderTest.people().done(Place.PLATFORM))
        .filteredOn(act -> act.endsWith("LAYOUT_TAKEN"))
        .contains("sato LAYOUT_TAKEN");

    String other = layout(CHILD_ALLOWANCE, "2026-06").replace("\"length\": 100", "\"length\": 99");
    refused(
        put(session, signed(Parties.CORE, other)),
        "layout-contradicts",
        "is kept already.",
        "すでにあります。");
    assertThat(metric("reason=\"LAYOUT_CONTRADICTS\"")).contains("renkei_alarms_total");
  }

  @Test
  void refusesEveryoneWhoseSignatureDoesNotCount() throws Exception {
    String session = session();
    String text = layout("TM00000000000203", "2026-06");
    byte[] broken = signed(Parties.CORE, text);
    broken[broken.length - 3] = (byte) (broken[broken.length - 3] == 'A' ? 'B' : 'A');

    refused(
        put(session, broken),
        "layout-signature-wrong",
        "its signer does not count.",
        "署名を検証できません。");
    refused(
        put(session, signed(Parties.PENSION, text)),
        "layout-signer-not-allowed",
        "whose layouts are taken.",
        "発行者ではありません。");
    refused(
        put(session, signed(Parties.CORE, text.replace("\"key\"", "\"kee\": 1, \"key\""))),
        "layout-unknown-member",
        "no such member.",
        "この形式にない名前です。");
    assertThat(standing(session, "TM00000000000203", "2026-06")).isEmpty();
  }

  @Test
  void takesNothingFromNobody() throws Exception {
    byte[] file = signed(Parties.CORE, layout("TM00000000000204", "2026-06"));
    String machine = "Machine " + Files.readString(folder.resolve(MachineCode.FILE));

    for (String authorization : new String[] {"", "Bearer made-up", machine}) {
      assertThat(put(authorization, file).statusCode()).isEqualTo(401);
    }
    assertThat(call(HttpRequest.newBuilder(console.address("/api/layouts")), "").statusCode())
        .isEqualTo(401);
    HttpResponse<String> type =
        call(
            HttpRequest.newBuilder(console.address("/api/layouts"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(file)),
            session());
    assertThat(type.statusCode()).isEqualTo(415);
  }

  @Test
  void turnsAnEditionAtTheInstantTwoPersonsSaid() throws Exception {
    String session = session();
    String information = "TM00000000000205";
    assertThat(put(session, signed(Parties.CORE, layout(information, "2026-06"))).statusCode())
        .isEqualTo(200);
    assertThat(put(session, signed(Parties.CORE, ahead(information))).statusCode()).isEqualTo(200);
    assertThat(standing(session, information, "2027-06")).isEqualTo("WAITING");
    Instant soon = Clock.systemUTC().instant().plusSeconds(2);

    HttpResponse<String> proposed =
        post(
            session,
            "/operators/proposals",
            "{\"kind\":\"activate-layout\",\"subject\":\"%s 2027-06 %s\"}"
                .formatted(information, soon));
    UUID id = UUID.fromString(json(proposed).getString("proposal"));
    HttpResponse<String> alone =
        post(session, "/operators/proposals/approve", "{\"id\":\"" + id + "\"}");
    assertThat(json(alone).getString("code")).isEqualTo("same-person");
    assertThat(approveAsAnother(id)).isInstanceOf(Decided.Done.class);

    Await.until(
        "the second edition answers",
        () -> {
          try {
            return standing(session, information, "2027-06").equals("IN_FORCE");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(Clock.systemUTC().instant()).isAfter(soon);
    assertThat(standing(session, information, "2026-06")).isEqualTo("FOLLOWED");
  }

  private static Decided approveAsAnother(UUID id) {
    PersonsUnderTest people = ConsoleUnderTest.people();
    Actor kato = people.persons.byKey(Place.PLATFORM, PersonsUnderTest.someKey(1)).orElseThrow();
    return people.proposals.approve(kato, id);
  }

  @Test
  void worksByTheVerbFromTheFileOfThePublisherOn() throws Exception {
    String information = "TM00000000000501";
    Path first = Files.writeString(folder.resolve("first.json"), layout(information, "2026-06"));
    Path second = Files.writeString(folder.resolve("second.json"), ahead(information));
    for (Path file : new Path[] {first, second}) {
      Run signed =
          run(
              "sign",
              file.toString(),
              "--identity",
              Parties.shared().file("world/agency-" + Parties.CORE.value() + ".p12").toString(),
              "--identity-password-file",
              Parties.shared().file("world/password").toString());
      assertThat(signed.status()).as(signed.output()).isZero();
      Run loaded = atDoor("load", file + ".jws");
      assertThat(loaded.output()).startsWith("kept: " + information);
    }
    assertThat(atDoor("load", second + ".jws").output()).startsWith("kept before: ");
    Run noLayout = atDoor("load", second.toString());
    assertThat(noLayout.status()).isEqualTo(1);
    assertThat(noLayout.output()).contains("署名を検証できません。 (layout-signature-wrong)");

    Run proposed = atDoor("withdraw", information, "2027-06");
    String id = proposed.output().lines().findFirst().orElseThrow().substring(10);
    assertThat(approveAsAnother(UUID.fromString(id))).isInstanceOf(Decided.Done.class);
    Run malformed = atDoor("activate", information, "2027-06", "--from", "tomorrow");
    assertThat(malformed.output()).contains("such as TM00000000000202 2027-06 2027-06-01");
    Run later = atDoor("activate", information, "2026-06", "--from", "2099-06-01");
    assertThat(later.status()).isZero();

    assertThat(run("list", "--data", folder.toString()).output())
        .contains(information + " 2026-06 in force", information + " 2027-06 withdrawn");
  }

  @Test
  void signsNoLayoutThatWouldNotBeTaken() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.json"), "{\"form\": \"renkei-layout-2\"}");

    Run refused =
        run(
            "sign",
            file.toString(),
            "--identity",
            person.toString(),
            "--identity-password-file",
            personsPassword.toString());

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.output()).contains("information: ", "必要な名前がありません。");
    assertThat(Path.of(file + ".jws")).doesNotExist();
  }

  private record Run(int status, String output) {}

  private static Run atDoor(String verb, String... arguments) {
    String[] all = new String[arguments.length + 7];
    all[0] = verb;
    all[1] = "--data";
    all[2] = folder.toString();
    all[3] = "--identity";
    all[4] = person.toString();
    all[5] = "--identity-password-file";
    all[6] = personsPassword.toString();
    System.arraycopy(arguments, 0, all, 7, arguments.length);
    return run(all);
  }

  private static Run run(String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    int status = new CommandLine(new LayoutsCommand()).setOut(out).setErr(out).execute(arguments);
    return new Run(status, said.toString());
  }
}
