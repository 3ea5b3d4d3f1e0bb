package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.object;
import static renkei.gateway.local.rest.LocalBench.path;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.gateway.local.RequestError;
import renkei.signing.jws.CompactJws;

/** Loads in parts at the local door. */
@Timeout(300)
class LoadDoorTest {

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private static LocalBench bench;

  @BeforeAll
  static void open() {
    bench = new LocalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void takesALoadInPartsAndGivesItsSignedReceipt() {
    String batch = opened();
    String person = person();

    assertThat(part(batch, 1, LocalDoorTest.line(person, "1")).statusCode()).isEqualTo(200);
    assertThat(gzip(batch, 2, packed(csv(LocalDoorTest.line(person(), "1")))).statusCode())
        .isEqualTo(200);
    assertThat(find(batch).getString("state")).isEqualTo("OPEN");
    assertThat(readBack(person).statusCode()).isEqualTo(404);

    JsonObject ended = object(finish(batch, 2));

    assertThat(ended.getString("state")).isEqualTo("RELEASED");
    assertThat(ended.getJsonObject("receipt").getInt("applied")).isEqualTo(2);
    assertThat(readBack(person).statusCode()).isEqualTo(200);
    HttpResponse<String> proof = bench.get("/loads/" + batch + "/receipt");
    assertThat(proof.headers().firstValue("Content-Type")).contains("application/jose");
    assertThat(new String(CompactJws.payloadOfKept(proof.body().getBytes(UTF_8)), UTF_8))
        .contains(batch, "RELEASED");
    assertThat(bench.get("/loads/" + batch + "/receipt").body()).isEqualTo(proof.body());
  }

  /** R7. */
  @Test
  void goesOnWhereAPartBrokeOff() {
    String batch = opened();
    List<String> people = IntStream.range(0, 600).mapToObj(_ -> person()).toList();
    String lines = lines(people);

    HttpResponse<String> broken = part(batch, 1, lines + "\"PUT,");

    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(object(broken).getString("error")).isEqualTo("malformed-csv");
    assertThat(object(broken).getJsonObject("part").getInt("records")).isEqualTo(500);
    assertThat(readBack(people.getFirst()).statusCode()).isEqualTo(404);

    assertThat(object(part(batch, 1, lines)).getJsonObject("part").getInt("records"))
        .isEqualTo(600);
    assertThat(object(finish(batch, 1)).getJsonObject("receipt").getInt("applied")).isEqualTo(600);
    assertThat(readBack(people.getFirst()).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAPartThatCameBeforeAndIsAnother() {
    String batch = opened();
    HttpResponse<String> _ = part(batch, 1, LocalDoorTest.line(person(), "1"));

    bench.refuses(
        RequestError.PART_DIFFERS,
        List.of(),
        () -> part(batch, 1, LocalDoorTest.line(person(), "1")));
  }

  @Test
  void refusesPartsOutOfTheirOrderAndAnEndBeforeThem() {
    String batch = opened();

    bench.refuses(
        RequestError.PART_MISSING,
        List.of(),
        () -> part(batch, 2, LocalDoorTest.line(person(), "1")));
    bench.refuses(RequestError.PART_MISSING, List.of(), () -> finish(batch, 1));
  }

  @Test
  void refusesAPartOfALoadThatEnded() {
    String batch = opened();
    HttpResponse<String> _ = part(batch, 1, LocalDoorTest.line(person(), "1"));
    HttpResponse<String> _ = finish(batch, 1);

    bench.refuses(
        RequestError.LOAD_ENDED,
        List.of(),
        () -> part(batch, 2, LocalDoorTest.line(person(), "1")));
    bench.refuses(RequestError.LOAD_ENDED, List.of(), () -> giveUp(batch));
  }

  @Test
  void knowsNothingOfALoadThatWasGivenUp() {
    String batch = opened();

    assertThat(giveUp(batch).statusCode()).isEqualTo(204);

    assertThat(bench.get("/loads/" + batch).statusCode()).isEqualTo(404);
  }

  @Test
  void opensTheSameLoadAgainAndNoOtherOfItsName() {
    String batch = opened();

    assertThat(open(batch, "difference").statusCode()).isEqualTo(200);
    bench.refuses(
        RequestError.BATCH_DIFFERS,
        List.of(),
        () ->
            bench.backend.send(
                "PUT",
                path("/loads/" + batch),
                "application/json",
                opening(
                        "\"full\",\"missing\":\"keep\",\"coversFrom\":\"2026\",\"coversTo\":\"2026\"")
                    .getBytes(UTF_8)));
  }

  @Test
  void unpacksNoMoreThanAHundredTimesWhatCame() {
    String batch = opened();
    byte[] bomb = packed(LocalDoorTest.HEADER + "\n".repeat(8 << 20));

    HttpResponse<String> refused = gzip(batch, 1, bomb);

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(object(refused).getString("error")).isEqualTo("too-large");
    assertThat(find(batch).getJsonArray("parts").getJsonObject(0).getBoolean("complete")).isFalse();
  }

  @Test
  void takesGzipAtThePathOfPartsOnly() {
    HttpResponse<String> refused =
        bench.backend.send(
            HttpRequest.newBuilder(
                    bench.backend.at(path("/replicas/" + INFORMATION + "/2026-06?load=difference")))
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed(LocalDoorTest.HEADER))));

    assertThat(refused.statusCode()).isEqualTo(415);
  }

  @Test
  void refusesWhatIsNoGzipThoughItSaysSo() {
    String batch = opened();

    assertThat(gzip(batch, 1, LocalDoorTest.HEADER.getBytes(UTF_8)).statusCode()).isEqualTo(400);
  }

  @Test
  void leavesDecisionsToStaff() {
    String batch = opened();

    bench.refuses(
        RequestError.NOT_YOUR_ROLE,
        List.of(),
        () -> bench.post("/loads/" + batch + "/approval", ""));
    bench.refuses(
        RequestError.NOT_FOUND,
        List.of(),
        () -> bench.staff("POST", "/loads/" + batch + "/approval"));
    bench.refuses(
        RequestError.NOT_FOUND,
        List.of(),
        () -> bench.staff("POST", "/loads/" + batch + "/release"));
    bench.refuses(
        RequestError.NOT_FOUND,
        List.of(),
        () -> bench.staff("POST", "/editions/" + INFORMATION + "/2027-06/sign-off"));
  }

  private static String person() {
    return "0000LOAD%07d".formatted(PEOPLE.incrementAndGet());
  }

  private static String opened() {
    String batch = "b-" + UUID.randomUUID();
    assertThat(open(batch, "difference").statusCode()).isEqualTo(200);
    return batch;
  }

  private static HttpResponse<String> open(String batch, String load) {
    return bench.backend.send(
        "PUT",
        path("/loads/" + batch),
        "application/json",
        opening("\"" + load + "\"").getBytes(UTF_8));
  }

  private static String opening(String load) {
    return """
    {"informationCode":"%s","edition":"2026-06","load":%s}"""
        .formatted(INFORMATION, load);
  }

  private static String lines(List<String> people) {
    return people.stream()
        .map(person -> LocalDoorTest.line(person, "1"))
        .collect(Collectors.joining());
  }

  private static String csv(String lines) {
    return LocalDoorTest.HEADER + lines;
  }

  private static HttpResponse<String> part(String batch, int part, String lines) {
    return bench.backend.send(
        "PUT", path("/loads/" + batch + "/parts/" + part), "text/csv", csv(lines).getBytes(UTF_8));
  }

  private static HttpResponse<String> gzip(String batch, int part, byte[] packed) {
    return bench.backend.send(
        HttpRequest.newBuilder(bench.backend.at(path("/loads/" + batch + "/parts/" + part)))
            .header("Content-Type", "text/csv")
            .header("Content-Encoding", "gzip")
            .PUT(BodyPublishers.ofByteArray(packed)));
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static HttpResponse<String> finish(String batch, int parts) {
    return bench.post("/loads/" + batch, "{\"parts\":" + parts + "}");
  }

  private static HttpResponse<String> giveUp(String batch) {
    return bench.backend.send("DELETE", path("/loads/" + batch), "", new byte[0]);
  }

  private static JsonObject find(String batch) {
    return object(bench.get("/loads/" + batch));
  }

  private static HttpResponse<String> readBack(String person) {
    return bench.get("/replicas/" + INFORMATION + "/2026-06/" + person);
  }
}
