package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The ready files of {@code docs/monitoring} are what Prometheus and Grafana read, and {@code
 * docs/alarms.md} explains every alarm there is. That the metrics exist is tested where the
 * platform runs, in {@code OutageEndToEndTest}.
 */
class MonitoringFilesTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Path RULES = DOCS.resolve("monitoring").resolve("renkei-alerts.yaml");
  private static final Path DASHBOARD = DOCS.resolve("monitoring").resolve("renkei-dashboard.json");

  /** Reasons of refusals, endings and outcomes that nobody has to look at one by one. */
  private static final Set<String> NO_ALARMS =
      Set.of(
          "NO_ANSWER_IN_TIME",
          "ANSWER_UNREADABLE",
          "INQUIRY_REJECTED",
          "PERMIT_EXPIRED",
          "REFUSED_BY_STAFF",
          "NOT_ANSWERABLE",
          "ADDITION_NOT_UNDERSTOOD",
          "OTHER_ROW",
          "TOO_MANY_RECORDS");

  private static final Pattern REASON = Pattern.compile("new Reason\\(\"([A-Z_]+)\"\\)");
  private static final Pattern ALARMED =
      Pattern.compile(
          "(?:alarmed\\(|refusals(?:\\(\\))?\\.alarm\\(|Alarms\\.count(?:er)?\\([^()]*, |alarms\\.raise\\(\\s*\"[a-z-]+\",)\\s*(?:[A-Za-z]+\\.)?\"?([A-Z_]{4,})\\b");

  private static final Pattern IS_ALARM =
      Pattern.compile("boolean isAlarm\\(\\) \\{(.*?)\n  }", Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Z_]{4,}\\b");

  /** One alerting rule. */
  private record Rule(String name, String expression, Map<?, ?> labels, Map<?, ?> annotations) {}

  private static List<Rule> rules() throws IOException {
    Object file = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(RULES));
    List<Rule> rules = new ArrayList<>();
    for (Object group : list(map(file).get("groups"))) {
      assertThat(map(group).get("name")).isInstanceOf(String.class);
      for (Object rule : list(map(group).get("rules"))) {
        rules.add(
            new Rule(
                text(map(rule).get("alert")),
                text(map(rule).get("expr")),
                map(map(rule).get("labels")),
                map(map(rule).get("annotations"))));
      }
    }
    return rules;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    assertThat(value).isInstanceOf(List.class);
    return (List<?>) Objects.requireNonNull(value);
  }

  private static String text(@Nullable Object value) {
    assertThat(value).isInstanceOf(String.class);
    return (String) Objects.requireNonNull(value);
  }

  private static String alarms() throws IOException {
    return Files.readString(DOCS.resolve("alarms.md"));
  }

  @Test
  void everyRuleHasAnExpressionASeverityAndTextsInBothLanguages() throws IOException {
    assertThat(rules())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            rule -> {
              assertThat(balanced(rule.expression())).as(rule.expression()).isTrue();
              assertThat(rule.labels().get("severity")).isIn("critical", "warning");
              assertThat(text(rule.annotations().get("summary")))
                  .containsPattern("\\p{IsHan}")
                  .contains(" / ");
            });
  }

  private static boolean balanced(String expression) {
    int open = 0;
    for (int i = 0; i < expression.length(); i++) {
      open += "([{".indexOf(expression.charAt(i)) >= 0 ? 1 : 0;
      open -= ")]}".indexOf(expression.charAt(i)) >= 0 ? 1 : 0;
      if (open < 0) {
        return false;
      }
    }
    return open == 0;
  }

  @Test
  void everyRuleLeadsToItsSectionWhichSaysWhatItMeansAndWhatToDo() throws IOException {
    for (Rule rule : rules()) {
      assertThat(rule.annotations().get("runbook"))
          .isEqualTo("docs/alarms.md#" + rule.name().toLowerCase(java.util.Locale.ROOT));
      String section = alarms().split("\n## " + rule.name() + "\n", 2)[1].split("\n## ", 2)[0];
      assertThat(section).contains("**Means**", "**Do**", "**意味**", "**対応**");
    }
  }

  @Test
  void noSectionIsOfARuleThatIsGone() throws IOException {
    Set<String> names = rules().stream().map(Rule::name).collect(Collectors.toSet());

    assertThat(
            alarms().lines().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void everyPanelOfTheDashboardAsksSomething() throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(DASHBOARD))) {
      JsonObject dashboard = reader.readObject();

      assertThat(dashboard.getString("timezone")).isEqualTo("Asia/Tokyo");
      assertThat(dashboard.getJsonArray("panels").getValuesAs(JsonObject.class))
          .hasSizeGreaterThan(10)
          .allSatisfy(
              panel ->
                  assertThat(panel.getJsonArray("targets").getValuesAs(JsonObject.class))
                      .isNotEmpty()
                      .allSatisfy(
                          target -> assertThat(balanced(target.getString("expr"))).isTrue()));
    }
  }

  @Test
  void everyAlarmOfTheCodeStandsInTheDocument() throws IOException {
    Set<String> reasons = new TreeSet<>();
    for (String module : List.of("broker", "gateway", "tenant-store", "codebook")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          if (module.equals("broker")) {
            REASON.matcher(source).results().forEach(found -> reasons.add(found.group(1)));
          }
          ALARMED.matcher(source).results().forEach(found -> reasons.add(found.group(1)));
          IS_ALARM
              .matcher(source)
              .results()
              .flatMap(body -> NAME.matcher(body.group(1)).results())
              .forEach(found -> reasons.add(found.group()));
        }
      }
    }
    reasons.removeAll(NO_ALARMS);

    assertThat(reasons)
        .contains("DOES_NOT_OPEN", "OTHER_TENANT", "PERMIT_MISMATCH", "ROW_DOES_NOT_OPEN");
    assertThat(reasons).allSatisfy(reason -> assertThat(alarms()).contains("| `" + reason + "` |"));
  }
}
