package renkei.testagencies.story;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import renkei.testagencies.stage.Latencies;
import renkei.testagencies.vocabulary.Outcome;

/**
 * What a whole demonstration came to.
 *
 * @param inquiries how many were made, by anybody
 * @param outcomes how often each outcome occurred
 * @param reconciliation of the three sides
 * @param wrong how many answers to bulk and counter inquiries do not say what the files say
 * @param portalHistory how many exchanges My Portal showed the citizen
 * @param counterAlone times of the counter inquiries before the bulk run
 * @param counter times of the counter inquiries beside the bulk run
 * @param bulkPerSecond answers a second in the bulk run
 * @param seconds from the beginning to the end
 * @param checks every scene, load and disclosure, and whether it was as it must be
 */
public record Outcomes(
    int inquiries,
    Map<Outcome, Integer> outcomes,
    Reconciliation reconciliation,
    int wrong,
    int portalHistory,
    CounterTimes counterAlone,
    CounterTimes counter,
    double bulkPerSecond,
    double seconds,
    List<Narrator.Check> checks) {

  /**
   * How long clerks' inquiries took, from the citizen's arrival to the answer.
   *
   * @param p50Ms median, in milliseconds
   * @param p99Ms 99th percentile, in milliseconds
   */
  public record CounterTimes(double p50Ms, double p99Ms) {

    static CounterTimes of(Latencies latencies) {
      return new CounterTimes(latencies.percentileMs(50), latencies.percentileMs(99));
    }
  }

  /** Whether every count agrees and every outcome occurred. */
  public boolean good() {
    return failed().isEmpty();
  }

  /** Every check that failed: those of the story, and those of its counts. */
  public List<Narrator.Check> failed() {
    return all().stream().filter(check -> !check.good()).toList();
  }

  /** How many checks there were. */
  public int checked() {
    return all().size();
  }

  private List<Narrator.Check> all() {
    List<Narrator.Check> all = new ArrayList<>(checks);
    all.add(count("answers that do not say what the files say", 0, wrong));
    all.add(count("exchanges lost", 0, reconciliation.lost()));
    all.add(count("exchanges doubled", 0, reconciliation.duplicates()));
    all.add(count("records of inquirers", inquiries, reconciliation.inquirerRecords()));
    all.add(
        count(
            "inquiries with an outcome",
            inquiries,
            outcomes.values().stream().mapToInt(Integer::intValue).sum()));
    outcomes.forEach(
        (outcome, count) ->
            all.add(
                new Narrator.Check(
                    "outcome " + outcome + " occurred", "%,d times".formatted(count), count > 0)));
    Map<String, Narrator.Check> byName = new LinkedHashMap<>();
    all.forEach(check -> byName.merge(check.name(), check, (a, b) -> a.good() ? b : a));
    return List.copyOf(byName.values());
  }

  private static Narrator.Check count(String name, long expected, long got) {
    return new Narrator.Check(name, "%,d, must be %,d".formatted(got, expected), got == expected);
  }

  /** One JSON object with the published fields. */
  public String json() {
    JsonObjectBuilder counts = Json.createObjectBuilder();
    outcomes.forEach((outcome, count) -> counts.add(outcome.name(), count));
    JsonArrayBuilder failed = Json.createArrayBuilder();
    failed().forEach(check -> failed.add(check.name() + ": " + check.line()));
    return Json.createObjectBuilder()
        .add("inquiries", inquiries)
        .add("outcomes", counts)
        .add("recordsInquirer", reconciliation.inquirerRecords())
        .add("recordsProvider", reconciliation.providerRecords())
        .add("recordsCore", reconciliation.coreRecords())
        .add("portalHistory", portalHistory)
        .add("lost", reconciliation.lost())
        .add("duplicates", reconciliation.duplicates())
        .add("wrong", wrong)
        .add("counterAloneP50Ms", rounded(counterAlone.p50Ms()))
        .add("counterAloneP99Ms", rounded(counterAlone.p99Ms()))
        .add("counterP50Ms", rounded(counter.p50Ms()))
        .add("counterP99Ms", rounded(counter.p99Ms()))
        .add("bulkPerSecond", rounded(bulkPerSecond))
        .add("seconds", rounded(seconds))
        .add("checks", checked())
        .add("failed", failed)
        .build()
        .toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
