package renkei.testagencies.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.InformationCode;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.resident.Registration;

/** The whole demonstration, chapter by chapter. Plays once. */
public final class Story {

  private static final Duration CLERKS_PAUSE = Duration.ofMillis(100);
  private static final int CLERKS = 2;
  private static final int IDLE_SECONDS = 5;

  private final Narrator narrator;
  private final Stage stage;
  private final int bulk;
  private final Ledger ledger;
  private boolean right = true;

  /**
   * A story on that stage.
   *
   * @param bulk how many inquiries the pension service makes in bulk
   */
  public Story(Narrator narrator, Stage stage, int bulk) {
    this.narrator = narrator;
    this.stage = stage;
    this.bulk = bulk;
    ledger = new Ledger(stage);
  }

  /** Plays it. */
  public Outcomes play() throws InterruptedException {
    tenants();
    codes();
    replicas();
    Scenes scenes = new Scenes(stage, ledger);
    exchanges(scenes);
    Beside beside = bulkBesideTheCounter();
    int portalHistory = portal(scenes);
    Reconciliation reconciliation = records();
    Outcomes outcomes =
        new Outcomes(
            ledger.asked().size(),
            ledger.outcomes(),
            reconciliation,
            portalHistory,
            beside.p99(),
            beside.rate(),
            narrator.seconds(),
            right);
    narrator.show("");
    narrator.show(
        outcomes.good()
            ? "Every count agrees, and every outcome occurred: %d inquiries in %.0f s."
                .formatted(outcomes.inquiries(), outcomes.seconds())
            : "NOT EVERYTHING AGREES. See the lines marked with ✗ above.");
    return outcomes;
  }

  private void tenants() {
    narrator.chapter(
        "Three municipalities (団体), each with its own certificate, data key and queues");
    for (Municipality city : stage.municipalities()) {
      narrator.say(
          "%-13s %s  tenant %s, agency %s, %,d people in its files"
              .formatted(
                  city.name(),
                  city.agency().nameJa(),
                  city.backend().tenant(),
                  city.code().value(),
                  city.files().registrations().size()));
    }
    narrator.say("");
    narrator.say(
        "The people are invented, from seed " + stage.population().seed() + ", for example:");
    for (Registration entry : stage.city(0).files().registrations().subList(3, 6)) {
      narrator.say(
          "  "
              + entry.resident().name()
              + "（"
              + entry.resident().kana()
              + "） "
              + entry.resident().address());
    }
  }

  private void codes() throws InterruptedException {
    narrator.chapter("Person codes (符号): backend → resident network → core → vault");
    Preparation preparation = new Preparation(stage, narrator::doing);
    preparation.deliverPermissions();
    narrator.say("The core delivered its permission list (照会許可用照合リスト), signed.");
    long begun = System.nanoTime();
    List<Preparation.Codes> all = preparation.acquireCodes();
    double seconds = (System.nanoTime() - begun) / 1e9;
    int sum = 0;
    for (int i = 0; i < all.size(); i++) {
      Municipality city = stage.city(i);
      Preparation.Codes codes = all.get(i);
      sum += codes.active();
      int cases = city.backend().cases("CODE_BOUND_TWICE");
      String unknown = city.backend().codeState(city.files().withoutCode().addresseeNumber());
      check(
          "%-13s %,6d asked for, %,6d bound; 1 person unknown to the resident network: %s; registered twice: %d case"
              .formatted(city.name(), codes.requested(), codes.active(), unknown, cases),
          codes.asExpected() && cases == 1 && unknown.equals("REQUESTED"));
    }
    narrator.say("%,d codes in %.1f s".formatted(sum, seconds));
  }

  private void replicas() throws InterruptedException {
    narrator.chapter("Replicas (副本): CSV streamed to the REST door, bad lines back one by one");
    Preparation preparation = new Preparation(stage, narrator::doing);
    long begun = System.nanoTime();
    record Load(Municipality city, InformationCode information, String what) {}
    List<Load> loads = new ArrayList<>();
    for (Municipality city : stage.municipalities()) {
      loads.add(new Load(city, Subjects.REGISTER, "resident register (住民票関係情報)"));
    }
    loads.add(new Load(stage.city(0), Subjects.TAX, "local tax (地方税関係情報)"));
    loads.add(new Load(stage.city(1), Subjects.TAX, "local tax (地方税関係情報)"));
    List<LoadReceipt> receipts =
        Together.run(
            loads.stream()
                .map(
                    load ->
                        (Callable<LoadReceipt>)
                            () -> preparation.load(load.city(), load.information(), true))
                .toList());
    long lines = 0;
    for (int i = 0; i < loads.size(); i++) {
      Load load = loads.get(i);
      LoadReceipt receipt = receipts.get(i);
      int good = load.city().files().registrations().size();
      int faults = preparation.faults(load.city(), load.information());
      lines += receipt.received();
      check(
          "%-13s %-34s %,6d lines, %,6d committed, %2d refused"
              .formatted(
                  load.city().name(),
                  load.what(),
                  receipt.received(),
                  receipt.committed(),
                  receipt.refused()),
          receipt.committed() == good && receipt.refused() == faults);
    }
    narrator.say(
        "%,d lines in %.1f s. Refused, for example:"
            .formatted(lines, (System.nanoTime() - begun) / 1e9));
    for (LoadReceipt.Fault fault : receipts.getFirst().errors().stream().limit(4).toList()) {
      narrator.say("  line %d, %s: %s".formatted(fault.line(), fault.item(), fault.reason()));
    }
  }

  private void exchanges(Scenes scenes) throws InterruptedException {
    narrator.chapter("Inquiries (情報照会) and provisions (情報提供): everything that can come of one");
    for (Scenes.Scene scene : scenes.play()) {
      check(
          "%-58s %-15s %s".formatted(scene.title(), scene.got(), scene.note()), scene.asExpected());
    }
    int status = stage.city(0).backend().reachFor(stage.city(1).backend(), "cases").status();
    check(
        "%-58s HTTP %d"
            .formatted(
                stage.city(0).name() + " reaches into the tenant of " + stage.city(1).name(),
                status),
        status == 403);
  }

  /** What the bulk chapter is about. */
  private record Beside(double p99, double rate) {}

  private Beside bulkBesideTheCounter() throws InterruptedException {
    narrator.chapter("Bulk (大量照会) beside the counter");
    narrator.doing("counter inquiries alone, for comparison");
    Counter idleCounter = Counter.open(stage, ledger, CLERKS, CLERKS_PAUSE);
    Thread.sleep(Duration.ofSeconds(IDLE_SECONDS));
    Latencies idle = idleCounter.close();
    Counter counter = Counter.open(stage, ledger, CLERKS, CLERKS_PAUSE);
    double[] peak = {0};
    OperatorView operators = operators();
    BulkRun.Course course =
        new BulkRun(stage)
            .run(
                bulk,
                (done, all) -> {
                  double depth = operators.sum("renkei_queue_depth", "BULK").orElse(0.0);
                  peak[0] = Math.max(peak[0], depth);
                  narrator.doing(
                      "bulk %,d of %,d, %.0f in the platform's bulk queues"
                          .formatted(done, all, depth));
                });
    Latencies busy = counter.close();
    check(
        "%,d inquiries of the pension service in %.1f s: %.0f a second"
            .formatted(course.ended(), course.seconds(), course.rate()),
        course.ended() == bulk);
    narrator.show(Charts.columns("answers in each second", course.perSecond()));
    narrator.say("");
    narrator.say("A clerk's inquiry, from handing it in to holding the answer:");
    double top = Math.max(idle.percentileMs(99), busy.percentileMs(99));
    for (var row : List.of(Map.entry("alone", idle), Map.entry("beside bulk", busy))) {
      for (int percent : List.of(50, 99)) {
        double ms = row.getValue().percentileMs(percent);
        narrator.say(
            "%-12s p%d of %,4d: %7.1f ms %s"
                .formatted(row.getKey(), percent, row.getValue().count(), ms, Charts.bar(ms, top)));
      }
    }
    narrator.say(
        "Operators saw up to %,.0f messages in the bulk queues at %s/metrics; the console is at %s"
            .formatted(peak[0], origin(), stage.doors().operator()));
    return new Beside(busy.percentileMs(99), course.rate());
  }

  private int portal(Scenes scenes) throws InterruptedException {
    narrator.chapter("My Portal (マイナポータル): the citizen sees own data, and who asked");
    Disclosure disclosure = new Disclosure(stage, ledger);
    ResidentCode moved = scenes.movedCitizen();
    int shown = 0;
    for (Municipality city : List.of(stage.city(0), stage.city(1))) {
      check(
          "own data (自己情報) of a citizen at "
              + city.name()
              + ": register and tax, exactly as loaded",
          disclosure.ownData(city, moved, Subjects.REGISTER)
              && disclosure.ownData(city, moved, Subjects.TAX));
      shown += show(disclosure, city, moved, "the citizen");
    }
    shown += show(disclosure, stage.city(0), scenes.citizenAtHome(), "another citizen");
    Registration stranger =
        stage.city(2).files().registrations().get(stage.city(2).files().registrations().size() - 4);
    shown +=
        show(disclosure, stage.city(2), stranger.resident().code(), "somebody nobody asked about");
    return shown;
  }

  private int show(Disclosure disclosure, Municipality city, ResidentCode citizen, String who)
      throws InterruptedException {
    Disclosure.History history = disclosure.history(city, citizen);
    check(
        "history (情報提供等記録) of %s at %s: %d exchanges, %d missing, %d wrong"
            .formatted(
                who, city.name(), history.shown().size(), history.missing(), history.wrong()),
        history.right());
    for (var exchange : history.shown().stream().limit(8).toList()) {
      narrator.say(
          "    %s  %s → %s  %-8s %-14s %s"
              .formatted(
                  exchange.at().toString().substring(0, 19),
                  name(exchange.inquirer()),
                  name(exchange.provider()),
                  exchange.purpose(),
                  exchange.outcome(),
                  exchange.asProvider() ? "gave" : "asked"));
    }
    return history.shown().size();
  }

  private Reconciliation records() {
    narrator.chapter("Records (情報提供等記録) on three sides");
    Reconciliation reconciliation = ledger.reconcile();
    Map<Outcome, Integer> outcomes = ledger.outcomes();
    double top = outcomes.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    for (var entry : outcomes.entrySet()) {
      check(
          "%-15s %,7d %s"
              .formatted(
                  entry.getKey(),
                  entry.getValue(),
                  Charts.bar(Math.log1p(entry.getValue()), Math.log1p(top))),
          entry.getValue() > 0);
    }
    narrator.say("(bars are logarithmic)");
    narrator.say("");
    narrator.say("inquiries              %,7d".formatted(ledger.asked().size()));
    narrator.say("records of inquirers   %,7d".formatted(reconciliation.inquirerRecords()));
    narrator.say("records of providers   %,7d".formatted(reconciliation.providerRecords()));
    narrator.say("records of the core    %,7d".formatted(reconciliation.coreRecords()));
    check(
        "lost                   %,7d".formatted(reconciliation.lost()), reconciliation.lost() == 0);
    check(
        "duplicates             %,7d".formatted(reconciliation.duplicates()),
        reconciliation.duplicates() == 0);
    reconciliation.findings().stream().limit(20).forEach(finding -> narrator.say("    " + finding));
    return reconciliation;
  }

  private void check(String line, boolean good) {
    right &= good;
    narrator.say((good ? "✓ " : "✗ ") + line);
  }

  private String name(renkei.testagencies.message.AgencyCode code) {
    return stage.world().directory().find(code).map(agency -> agency.nameEn()).orElse(code.value());
  }

  private String origin() {
    return "https://" + stage.doors().operator().getAuthority();
  }

  private OperatorView operators() {
    try {
      var folder = stage.platform().data().resolve("pki").resolve("world");
      WorldKeys keys = WorldKeys.open(folder, Clock.systemUTC());
      return OperatorView.of(
          java.net.URI.create(origin()),
          stage.platform().data(),
          keys.agency(stage.world().core().code()),
          keys.trust());
    } catch (IOException e) {
      throw new UncheckedIOException("no operator token", e);
    }
  }
}
