package renkei.testagencies.story;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The chapter in which a mass inquiry runs while clerks have citizens at their counters. */
final class BulkChapter {

  private static final Duration CLERKS_PAUSE = Duration.ofMillis(100);
  private static final int CLERKS = 2;
  private static final Duration ALONE = Duration.ofSeconds(5);

  private final Narrator narrator;
  private final Stage stage;
  private final Ledger ledger;
  private Map<String, OperatorView.Queue> fullest = Map.of();
  private double fullestDepth = -1;

  BulkChapter(Narrator narrator, Stage stage, Ledger ledger) {
    this.narrator = narrator;
    this.stage = stage;
    this.ledger = ledger;
  }

  /**
   * What came of it.
   *
   * @param counterP99Ms of the clerks' inquiries beside the mass inquiry
   * @param bulkPerSecond of the mass inquiry
   */
  record Figures(double counterP99Ms, double bulkPerSecond) {}

  Figures play(int bulk) throws InterruptedException {
    narrator.chapter("Bulk (大量照会) beside the counter, and what operators see");
    narrator.doing("counter inquiries alone, for comparison");
    Counter before = Counter.open(stage, ledger, CLERKS, CLERKS_PAUSE);
    Thread.sleep(ALONE);
    Latencies alone = before.close();
    Counter counter = Counter.open(stage, ledger, CLERKS, CLERKS_PAUSE);
    OperatorView operators = OperatorView.of(stage);
    BulkRun.Course course = new BulkRun(stage).run(bulk, (done, all) -> look(operators, done, all));
    Latencies beside = counter.close();
    narrator.check(
        "%,d inquiries of the pension service in %.1f s: %.0f a second"
            .formatted(course.ended(), course.seconds(), course.rate()),
        course.ended() == bulk);
    narrator.show(
        Charts.columns("answers a second, from left to right as time went by", course.perSecond()));
    narrator.say("");
    clerks(alone, beside);
    operators();
    return new Figures(beside.percentileMs(99), course.rate());
  }

  private void look(OperatorView operators, int done, int all) {
    Optional<Map<String, OperatorView.Queue>> queues = operators.queues();
    double depth =
        queues.orElse(Map.of()).values().stream().mapToDouble(OperatorView.Queue::depth).sum();
    if (queues.isPresent() && depth > fullestDepth) {
      fullestDepth = depth;
      fullest = queues.get();
    }
    narrator.doing(
        "bulk %,d of %,d; %.0f messages in the platform's queues".formatted(done, all, depth));
  }

  private void clerks(Latencies alone, Latencies beside) {
    narrator.say("A clerk's inquiry, from handing it in to holding the answer:");
    double top = Math.max(alone.percentileMs(99), beside.percentileMs(99));
    for (var row :
        Map.of("alone", alone, "beside bulk", beside).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .toList()) {
      for (int percent : new int[] {50, 99}) {
        double ms = row.getValue().percentileMs(percent);
        narrator.say(
            "%-12s p%d of %,4d: %7.1f ms %s"
                .formatted(row.getKey(), percent, row.getValue().count(), ms, Charts.bar(ms, top)));
      }
    }
    narrator.say("");
  }

  private void operators() {
    narrator.say(
        "Operators, when the queues were fullest ("
            + OperatorView.origin(stage)
            + "/metrics; the console has the same, live):");
    fullest.entrySet().stream()
        .filter(entry -> entry.getValue().depth() > 0 || entry.getValue().ratePerSecond() > 0)
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                narrator.say(
                    "  %-22s %,6.0f waiting, oldest %6.1f s, %6.1f a second"
                        .formatted(
                            entry.getKey(),
                            entry.getValue().depth(),
                            entry.getValue().oldestSeconds(),
                            entry.getValue().ratePerSecond())));
    narrator.check("operators saw the queues while they were at work", fullestDepth > 0);
  }
}
