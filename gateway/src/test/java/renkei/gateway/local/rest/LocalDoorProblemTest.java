package renkei.gateway.local.rest;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.object;
import static renkei.gateway.local.rest.LocalBench.path;
import static renkei.gateway.local.rest.LocalBench.person;

import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.RequestError;
import renkei.gateway.logging.Refusals;

/** How the local door tells what is wrong: code, field, form expected, in both languages. */
@Timeout(300)
class LocalDoorProblemTest {

  /** The check digits of these fit; they belong to nobody. */
  private static final String INDIVIDUAL_NUMBER = "123456789018";

  private static final String RESIDENT_CODE = "12345678903";

  private static final String SECRET = "SECRETKITA00001";

  private static final String SOME_ID = "01a22b28-e49f-7451-a0b7-84dfb469c56d";

  private static final String HEADER =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,TK00000000020001,TK00000000020002,TK00000000020009,TK00000000020010,TK00000000020015,TK00000000020016,TK00000000020017,TK00000000020018\r\n";

  private static LocalBench bench;

  @BeforeAll
  static void open() {
    bench = new LocalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  // Parameters of the query.

  private static final Map<String, String> PATH_VALUES =
      Map.ofEntries(
          entry("tenant", "990019"),
          entry("addresseeNumber", SECRET),
          entry("information", INFORMATION),
          entry("edition", "2026-06"),
          entry("agency", "9099001900000000"),
          entry("inquirer", "9099001900000000"),
          entry("inquiryId", SOME_ID),
          entry("permitId", SOME_ID),
          entry("recordId", SOME_ID),
          entry("batch", "june"),
          entry("part", "1"));

  /** Every operation that is served: method, path, media type of the body, and who may call it. */
  static Stream<Arguments> operations() {
    return new RestDoor(bench.requests, new Refusals(bench.metrics, "local"), LocalBench.ADDRESS)
        .resources().stream().flatMap(resource -> operations(resource.getClass()));
  }

  private static Stream<Arguments> operations(Class<?> resource) {
    String root = resource.getAnnotation(Path.class).value();
    return Arrays.stream(resource.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(AllowedTo.class))
        .map(method -> operation(root, method));
  }

  private static Arguments operation(String root, Method method) {
    Path below = method.getAnnotation(Path.class);
    String path = root + (below == null ? "" : below.value());
    for (var value : PATH_VALUES.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", value.getValue());
    }
    String verb =
        Arrays.stream(method.getAnnotations())
            .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow()
            .value();
    Consumes body = method.getAnnotation(Consumes.class);
    boolean staff =
        List.of(method.getAnnotation(AllowedTo.class).value()).contains(CallerRole.STAFF);
    return Arguments.of(verb, path, body == null ? "" : body.value()[0], staff);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void refusesEveryParameterThatAnOperationDoesNotHave(
      String method, String path, String type, boolean staff) {
    Supplier<HttpResponse<String>> call =
        () ->
            (staff ? bench.staff : bench.backend)
                .send(method, path + "?personCode=" + SECRET, type, new byte[0]);

    bench.refuses(RequestError.UNKNOWN_PARAMETER, List.of("=" + SECRET), call);
    assertThat(object(call.get()).getString("field")).isEqualTo("personCode");
  }

  @Test
  void namesTheParametersThatAnOperationHas() {
    assertThat(bench.get("/records?role=INQUIRER&addresseeNumber=" + SECRET).body())
        .contains("addresseeNumber must not be sent: this operation has role")
        .doesNotContain(SECRET);
  }

  @Test
  void refusesAParameterThatComesTwice() {
    bench.refuses(
        RequestError.MALFORMED_FIELD,
        List.of(),
        () -> bench.get("/records?role=INQUIRER&role=PROVIDER"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/records;addresseeNumber=1?role=INQUIRER", "/cases;foo"})
  void refusesParametersOfThePath(String below) {
    bench.refuses(RequestError.UNKNOWN_PARAMETER, List.of(), () -> bench.get(below));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cases?who=" + INDIVIDUAL_NUMBER, "/cases?" + RESIDENT_CODE})
  void alarmsOfAForbiddenNumberInAParameterThatThereIsNot(String below) {
    double alarms = alarms();

    bench.refuses(
        RequestError.FORBIDDEN_NUMBER,
        List.of(INDIVIDUAL_NUMBER, RESIDENT_CODE),
        () -> bench.get(below));

    assertThat(alarms()).isEqualTo(alarms + 1);
  }

  private static double alarms() {
    var counter =
        bench
            .metrics
            .find("renkei.alarms")
            .tags("door", "local", "reason", "FORBIDDEN_NUMBER")
            .counter();
    return counter == null ? 0 : counter.count();
  }

  // How it is told.

  private static JsonObject problem(String languages) {
    return object(
        bench.backend.send(
            HttpRequest.newBuilder(bench.backend.at(path("/persons/short/code")))
                .header("Accept-Language", languages)));
  }

  @Test
  void tellsWhatIsWrongAsProblemDetails() {
    JsonObject problem = problem("en");

    assertThat(problem.getString("type")).isEqualTo("urn:renkei:error:malformed-field");
    assertThat(problem.getString("title")).isEqualTo("A field has not the form of the contract.");
    assertThat(problem.getInt("status")).isEqualTo(400);
    assertThat(problem.getString("error")).isEqualTo("malformed-field");
    assertThat(problem.getString("field")).isEqualTo("addresseeNumber");
    assertThat(problem.getString("expected")).contains("15 digits or capital letters");
    assertThat(problem.getString("detail"))
        .isEqualTo(
            "addresseeNumber must be 15 digits or capital letters, padded with zeros on the left."
                + " Correct the field and send the request again.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ja | 項目の形式が契約と異なります。",
        "ja-JP, en;q=0.5 | 項目の形式が契約と異なります。",
        "en;q=0.5, ja | 項目の形式が契約と異なります。",
        "fr, ja;q=0.2 | 項目の形式が契約と異なります。",
        "ja;q=0, en | A field has not the form of the contract.",
        "fr | A field has not the form of the contract.",
        "*** | A field has not the form of the contract."
      })
  void tellsItInTheLanguageTheCallerLikesBest(String languages, String title) {
    assertThat(problem(languages).getString("title")).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"surprise\":1}', surprise",
    "'{\"addresseeNumbers\":\"x\"}', addresseeNumbers",
    "'{\"addresseeNumbers\":[1]}', addresseeNumbers",
    "'{\"addresseeNumbers\":[{}]}', addresseeNumbers",
    "'{\"addresseeNumbers\":[],\"addresseeNumbers\":[]}', addresseeNumbers",
    "'{\"123456789018\":1}', …"
  })
  void namesTheFieldOfTheJsonThatIsToBlame(String json, String field) {
    JsonObject problem = object(bench.post("/serial-numbers", json));

    assertThat(problem.getString("error")).isEqualTo("malformed-json");
    assertThat(problem.getString("field")).isEqualTo(field);
  }

  // Lines of replicas.

  /** The findings of one bad line, in a language. */
  private static JsonObject finding(String languages) {
    String line = "PUT," + person() + ",2026,20260601,2026-06-01,,,,,2026,1,12x,2,3,4,5,6\r\n";
    return object(
            bench.backend.send(
                HttpRequest.newBuilder(
                        bench.backend.at(
                            path("/replicas/" + INFORMATION + "/2026-06?load=difference")))
                    .header("Content-Type", "text/csv")
                    .header("Accept-Language", languages)
                    .POST(HttpRequest.BodyPublishers.ofString(HEADER + line))))
        .getJsonArray("errors")
        .getJsonObject(0);
  }

  @Test
  void tellsOfABadLineTheCodeTheItemsNameAndTheFormExpected() {
    JsonObject finding = finding("en");

    assertThat(finding.getInt("line")).isEqualTo(2);
    assertThat(finding.getString("item")).isEqualTo("TK00000000020009");
    assertThat(finding.getString("error")).isEqualTo("whole-number");
    assertThat(finding.getString("expected")).startsWith("be a whole number");
    assertThat(finding.getString("name")).isNotBlank();
  }

  @Test
  void tellsOfABadLineInJapanese() {
    JsonObject finding = finding("ja");

    assertThat(finding.getString("error")).isEqualTo("whole-number");
    assertThat(finding.getString("expected")).startsWith("半角数字の整数であること");
    assertThat(finding.getString("name")).matches("[^A-Za-z]+");
  }
}
