package renkei.testagencies.story;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import renkei.testagencies.vocabulary.Outcome;

/**
 * The end of a demonstration in a few lines: what was done, how long people waited, whether
 * everything agrees, and how to go on.
 *
 * @param outcomes of the demonstration
 * @param data the platform's folder, which stays
 */
record Summary(Outcomes outcomes, Path data) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("\nIn short\n" + "=".repeat(96));
    lines.add(
        "   asked      %,d inquiries in %.0f s, %,.0f answers a second in bulk"
            .formatted(outcomes.inquiries(), outcomes.seconds(), outcomes.bulkPerSecond()));
    lines.add("   outcomes   " + counts());
    lines.add(
        "   counter    half had their answer within %.0f ms, 99 of 100 within %.0f ms; beside bulk %.0f and %.0f ms"
            .formatted(
                outcomes.counterAlone().p50Ms(),
                outcomes.counterAlone().p99Ms(),
                outcomes.counter().p50Ms(),
                outcomes.counter().p99Ms()));
    lines.add(
        "   records    %,d of inquirers, %,d of providers, %,d of the core: %d lost, %d doubled, %d wrong"
            .formatted(
                outcomes.reconciliation().inquirerRecords(),
                outcomes.reconciliation().providerRecords(),
                outcomes.reconciliation().coreRecords(),
                outcomes.reconciliation().lost(),
                outcomes.reconciliation().duplicates(),
                outcomes.wrong()));
    List<Narrator.Check> failed = outcomes.failed();
    lines.add(
        failed.isEmpty()
            ? "   checks     all %d passed".formatted(outcomes.checked())
            : "   checks     %d of %d FAILED:".formatted(failed.size(), outcomes.checked()));
    failed.forEach(check -> lines.add("              ✗ " + check.name() + ": " + check.line()));
    lines.add(
        """

           Everybody and everything is still in %1$s. To ask yourself, in two terminals:
             ./renkei serve --data '%1$s'
             ./renkei world --data '%1$s'"""
            .indent(0)
            .stripTrailing()
            .formatted(data));
    return lines;
  }

  private String counts() {
    return outcomes.outcomes().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(Map.Entry.<Outcome, Integer>comparingByValue().reversed())
        .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", "));
  }
}
