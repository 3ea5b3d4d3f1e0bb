package renkei.testagencies.story;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
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
 * @param everythingRight whether every scene, load and disclosure was as it must be
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
    boolean everythingRight) {

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
    return everythingRight
        && wrong == 0
        && reconciliation.lost() == 0
        && reconciliation.duplicates() == 0
        && reconciliation.inquirerRecords() == inquiries
        && outcomes.values().stream().allMatch(count -> count > 0)
        && outcomes.values().stream().mapToInt(Integer::intValue).sum() == inquiries;
  }

  /** One JSON object with the published fields. */
  public String json() {
    JsonObjectBuilder counts = Json.createObjectBuilder();
    outcomes.forEach((outcome, count) -> counts.add(outcome.name(), count));
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
        .build()
        .toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
