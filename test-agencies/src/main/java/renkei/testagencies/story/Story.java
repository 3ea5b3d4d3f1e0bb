package renkei.testagencies.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import renkei.testagencies.concurrent.Concurrently;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.platform.Cpu;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.soap.HttpReply;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.FaultyLoad;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Preparation;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.Outcome;

/** The whole demonstration, chapter by chapter. Plays once. */
public final class Story {

  /** What the platform must be configured with for this story. */
  public static final Map<String, String> CONFIGURATION =
      Map.of("bulk.rate-per-second", String.valueOf(BulkChapter.RATE_LIMIT));

  private final Narrator narrator;
  private final Stage stage;
  private final int bulk;
  private final Ledger ledger;

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
    Scenes scenes = new Scenes(stage, ledger);
    replicas(scenes);
    exchanges(scenes);
    BulkChapter.Figures figures = new BulkChapter(narrator, stage, ledger).play(bulk);
    int portalHistory = new PortalChapter(narrator, stage, ledger).play(scenes);
    Reconciliation reconciliation = records();
    Outcomes outcomes =
        new Outcomes(
            ledger.asked().size(),
            ledger.outcomes(),
            reconciliation,
            figures.wrong(),
            portalHistory,
            figures.counterAlone(),
            figures.counter(),
            figures.bulkPerSecond(),
            narrator.seconds(),
            narrator.checks());
    processorTime();
    new Summary(outcomes, stage.platform().data()).lines().forEach(narrator::show);
    return outcomes;
  }

  private void processorTime() {
    Cpu cpu = Cpu.of(stage.platform().pid(), stage.platform().data());
    narrator.say("");
    narrator.say(
        "Processor time of all this: platform %.0f s, database %.0f s, world %.0f s"
            .formatted(
                cpu.platform().toMillis() / 1e3,
                cpu.database().toMillis() / 1e3,
                cpu.caller().toMillis() / 1e3));
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
                  city.backend().tenant().value(),
                  city.code().value(),
                  city.files().registrations().size()));
    }
    narrator.say("");
    narrator.say("The people are invented, from " + stage.population().origin() + ", for example:");
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
    Preparation preparation = new Preparation(stage, narrator);
    preparation.deliverPermissions();
    narrator.say("The core delivered its permission list (照会許可用照合リスト), signed.");
    long begun = System.nanoTime();
    List<Preparation.Codes> all = preparation.acquireCodes();
    double seconds = (System.nanoTime() - begun) / 1e9;
    for (Preparation.Codes codes : all) {
      int cases = codes.city().backend().cases("CODE_BOUND_TWICE");
      narrator.check(
          "person codes of " + codes.city().name(),
          "%-13s %,6d asked for, %,6d bound, %d suspended (registered twice, %d case), %d unknown to the resident network"
              .formatted(
                  codes.city().name(),
                  codes.states().size(),
                  codes.count("ACTIVE"),
                  codes.count("SUSPENDED"),
                  cases,
                  codes.count("REQUESTED")),
          codes.asExpected() && cases == 1);
    }
    int bound = all.stream().mapToInt(codes -> codes.count("ACTIVE")).sum();
    narrator.say("%,d codes in %.1f s".formatted(bound, seconds));
  }

  private void replicas(Scenes scenes) throws InterruptedException {
    narrator.chapter("Replicas (副本): CSV streamed to the REST door, bad records back one by one");
    Preparation preparation = new Preparation(stage, narrator);
    long begun = System.nanoTime();
    List<FaultyLoad> loads = load(preparation);
    double seconds = (System.nanoTime() - begun) / 1e9;
    for (FaultyLoad load : loads) {
      narrator.check(
          "replicas %s of %s".formatted(load.information().value(), load.city().name()),
          "%-13s %-34s %,7d lines, %,6d records, %,6d committed, %2d refused, each with its reason"
              .formatted(
                  load.city().name(),
                  load.information().equals(DemoCodes.TAX)
                      ? "local tax (地方税関係情報)"
                      : "resident register (住民票関係情報)",
                  load.receipt().received(),
                  load.receipt().records(),
                  load.receipt().committed(),
                  load.receipt().refused()),
          load.asExpected());
    }
    long lines = loads.stream().mapToLong(load -> load.receipt().received()).sum();
    narrator.say("%,d lines in %.1f s. Refused, for example:".formatted(lines, seconds));
    for (LoadReceipt.Fault fault : loads.getFirst().receipt().errors().subList(0, 4)) {
      narrator.say("  line %d, %s: %s".formatted(fault.line(), fault.item(), fault.reason()));
    }
    corrections(preparation, scenes, loads);
  }

  private List<FaultyLoad> load(Preparation preparation) throws InterruptedException {
    List<Municipality> all = stage.municipalities();
    List<Municipality> withTax = all.subList(0, 2);
    int people =
        Stream.concat(all.stream(), withTax.stream())
            .mapToInt(city -> city.files().registrations().size())
            .sum();
    try (Progress.Part part = narrator.begin("people in loads of replicas (副本)", people)) {
      List<Callable<FaultyLoad>> work = new ArrayList<>();
      all.forEach(
          city -> work.add(() -> preparation.loadWithFaults(city, DemoCodes.REGISTER, part)));
      withTax.forEach(
          city -> work.add(() -> preparation.loadWithFaults(city, DemoCodes.TAX, part)));
      return Concurrently.run(work);
    }
  }

  private void corrections(Preparation preparation, Scenes scenes, List<FaultyLoad> loads)
      throws InterruptedException {
    List<LoadReceipt> receipts = new ArrayList<>();
    Runnable correct = () -> loads.forEach(load -> receipts.add(preparation.correct(load)));
    scenes.unread(loads.getFirst(), correct).forEach(this::scene);
    long corrected = receipts.stream().mapToLong(LoadReceipt::committed).sum();
    long faults = loads.stream().mapToLong(load -> load.putIn().size()).sum();
    narrator.check(
        "refused records, corrected",
        "the people of the %d refused records once more, corrected: %d records committed"
            .formatted(faults, corrected),
        corrected >= faults
            && receipts.stream().allMatch(receipt -> receipt.committed() == receipt.records()));
  }

  private void scene(Scenes.Scene scene) {
    narrator.check(
        scene.title(),
        "%-58s %-15s %s".formatted(scene.title(), scene.got().outcome(), scene.note()),
        scene.asExpected());
  }

  private void exchanges(Scenes scenes) throws InterruptedException {
    narrator.chapter("Inquiries (情報照会) and provisions (情報提供): everything that can come of one");
    scenes.play().forEach(this::scene);
    HttpReply withoutCode = scenes.askAboutSomebodyWithoutCode();
    narrator.check(
        "an inquiry about somebody who has no code",
        "%-58s HTTP %d"
            .formatted("an inquiry about somebody who has no code", withoutCode.status()),
        withoutCode.status() == 409 && withoutCode.text().contains("no-code"));
    int status = stage.city(0).backend().reachFor(stage.city(1).backend(), "cases").status();
    narrator.check(
        "a reach into another tenant",
        "%-58s HTTP %d"
            .formatted(
                stage.city(0).name() + " reaches into the tenant of " + stage.city(1).name(),
                status),
        status == 403);
  }

  private Reconciliation records() {
    narrator.chapter("Records (情報提供等記録) on three sides");
    Reconciliation reconciliation = ledger.reconcile();
    Map<Outcome, Integer> outcomes = ledger.outcomes();
    double top = outcomes.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    for (var entry : outcomes.entrySet()) {
      narrator.check(
          "outcome " + entry.getKey() + " occurred",
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
    narrator.check(
        "exchanges lost",
        "lost                   %,7d".formatted(reconciliation.lost()),
        reconciliation.lost() == 0);
    narrator.check(
        "exchanges doubled",
        "duplicates             %,7d".formatted(reconciliation.duplicates()),
        reconciliation.duplicates() == 0);
    narrator.say(
        "answers after the deadline %,3d (they count for nothing)".formatted(ledger.lateAnswers()));
    reconciliation.findings().stream().limit(20).forEach(finding -> narrator.say("    " + finding));
    return reconciliation;
  }
}
