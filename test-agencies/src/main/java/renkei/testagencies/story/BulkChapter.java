package renkei.testagencies.story;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.stage.Latencies;
import renkei.testagencies.stage.Stage;

/** The chapter in which a mass inquiry runs while clerks have citizens at their counters. */
final class BulkChapter {

  /**
   * Bulk inquiries a second that the platform is told to let begin: fewer than it can do beside
   * everything else on a small machine, so that the limit is at work.
   */
  static final int RATE_LIMIT = 150;

  /** The seconds that are judged together: a pause of the world is made up for within them. */
  private static final int WINDOW = 20;

  /** For what the platform let begin before the window, and the clocks of three processes. */
  private static final double TOLERANCE = 1.1;

  private static final Duration ARRIVALS = Duration.ofMillis(250);
  private static final Duration ALONE = Duration.ofSeconds(10);

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
   * @param counterAlone of the clerks' inquiries before the mass inquiry
   * @param counter of the clerks' inquiries beside the mass inquiry
   * @param bulkPerSecond of the mass inquiry
   * @param wrong answers to either that do not say what the files say
   */
  record Figures(
      Outcomes.CounterTimes counterAlone,
      Outcomes.CounterTimes counter,
      double bulkPerSecond,
      int wrong) {}

  Figures play(int bulk) throws InterruptedException {
    narrator.chapter("Bulk (大量照会) beside the counter, and what operators see");
    CounterLoad.Day alone = alone();
    BulkRun run = new BulkRun(stage);
    CounterLoad counter = CounterLoad.open(stage, ledger, ARRIVALS, run::ended);
    OperatorView operators = OperatorView.of(stage);
    BulkRun.Course course = run(run, bulk, operators);
    CounterLoad.Day beside = counter.close();
    answers(bulk, course);
    clerks(alone, beside);
    operators();
    return new Figures(
        Outcomes.CounterTimes.of(alone.latencies()),
        Outcomes.CounterTimes.of(beside.latencies()),
        course.rate(),
        course.wrong().size() + alone.wrong().size() + beside.wrong().size());
  }

  private CounterLoad.Day alone() throws InterruptedException {
    CounterLoad before = CounterLoad.open(stage, ledger, ARRIVALS, () -> 0);
    try (Progress.Part part =
        narrator.begin("seconds of counter inquiries alone", ALONE.toSeconds())) {
      for (int second = 0; second < ALONE.toSeconds(); second++) {
        Thread.sleep(Duration.ofSeconds(1));
        part.advance(1);
      }
    }
    return before.close();
  }

  private BulkRun.Course run(BulkRun run, int bulk, OperatorView operators)
      throws InterruptedException {
    try (Progress.Part part = narrator.begin("answers in bulk (大量照会)", bulk)) {
      int[] seen = {0};
      return run.run(
          bulk,
          (done, _) -> {
            part.advance(done - seen[0]);
            seen[0] = done;
            part.note("%.0f in queues".formatted(look(operators)));
          });
    }
  }

  private void answers(int bulk, BulkRun.Course course) {
    narrator.check(
        "bulk inquiries answered",
        "%,d inquiries of the pension service in %.1f s: %.0f a second"
            .formatted(course.ended(), course.seconds(), course.rate()),
        course.ended() == bulk);
    narrator.show(
        Charts.columns(
            "answers a second, from left to right as time went by",
            course.perSecond(),
            Charts::mean));
    narrator.check(
        "bulk answers say what the files say",
        "%,d of these answers do not say what the files say".formatted(course.wrong().size()),
        course.wrong().isEmpty());
    examples(course.wrong());
    long atLimit = course.perSecond().stream().filter(ended -> ended >= 0.9 * RATE_LIMIT).count();
    narrator.check(
        "the limit of bulk",
        "the limit of %d a second: at most %.0f over %d s; it held bulk back in %d of %d s"
            .formatted(
                RATE_LIMIT, course.fastest(WINDOW), WINDOW, atLimit, course.perSecond().size()),
        course.fastest(WINDOW) <= RATE_LIMIT * TOLERANCE);
    narrator.say("");
  }

  /** How many messages are in the platform's queues. */
  private double look(OperatorView operators) {
    Optional<Map<String, OperatorView.Queue>> queues = operators.queues();
    double depth =
        queues.orElse(Map.of()).values().stream().mapToDouble(OperatorView.Queue::depth).sum();
    if (queues.isPresent() && depth > fullestDepth) {
      fullestDepth = depth;
      fullest = queues.get();
    }
    return depth;
  }

  private void clerks(CounterLoad.Day alone, CounterLoad.Day beside) {
    narrator.say(
        "A citizen at the counter, from arriving to the answer; one arrives every %d ms:"
            .formatted(ARRIVALS.toMillis()));
    double top = Math.max(alone.latencies().percentileMs(99), beside.latencies().percentileMs(99));
    row("alone", alone.latencies(), top);
    row("beside bulk", beside.latencies(), top);
    narrator.show(
        Charts.columns(
            "ms until the answer beside bulk, the longest of neighbours, as time went by",
            beside.latencies().inOrderMs(),
            Collections::max));
    narrator.check(
        "counter answers",
        "%,d were served alone and %,d beside bulk, rightly; %,d still waited for a clerk at the end"
            .formatted(alone.served(), beside.served(), alone.sentHome() + beside.sentHome()),
        alone.right() && beside.right());
    examples(alone.wrong());
    examples(beside.wrong());
    // Behind the bulk they would wait for most of what is open; how fast things go is no matter.
    int most = BulkRun.OPEN / 4;
    narrator.check(
        "the counter before bulk",
        "beside %,d open bulk inquiries, 99 of 100 saw at most %d answered before their own"
            .formatted(BulkRun.OPEN, beside.overtakings(99)),
        beside.overtakings(99) <= most);
    narrator.say("");
  }

  private void row(String name, Latencies latencies, double top) {
    for (int percent : new int[] {50, 99}) {
      double ms = latencies.percentileMs(percent);
      narrator.say(
          "%-12s p%d of %,4d: %7.1f ms %s"
              .formatted(name, percent, latencies.count(), ms, Charts.bar(ms, top)));
    }
  }

  private void examples(List<String> wrong) {
    wrong.stream().limit(5).forEach(sentence -> narrator.say("    " + sentence));
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
    narrator.check(
        "operators saw the queues",
        "operators saw the queues while they were at work",
        fullestDepth > 0);
  }
}
