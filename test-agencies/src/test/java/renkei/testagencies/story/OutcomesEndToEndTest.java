package renkei.testagencies.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.municipality.Backend;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.resident.RecordMaker;
import renkei.testagencies.resident.ReplicaLines;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.FaultyLoad;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Preparation;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;

/** A small exchange of every outcome with a platform that is reached by the wire alone. */
@Timeout(180)
class OutcomesEndToEndTest {

  private static final List<String> LAYOUTS =
      List.of(
          "101", "201", "202", "203", "204", "205", "206", "207", "208", "401", "402", "403", "501",
          "502");

  @Test
  void everyOutcomeOccursAndAllSidesAgree() throws InterruptedException {
    try (Stage stage = TestStage.set("outcomes", 120, Map.of())) {
      Preparation preparation = new Preparation(stage);
      preparation.deliverPermissions();
      assertThat(preparation.acquireCodes()).allMatch(Preparation.Codes::asExpected);
      Ledger ledger = new Ledger(stage);
      Scenes scenes = new Scenes(stage, ledger);
      for (Municipality city : stage.municipalities()) {
        FaultyLoad load = preparation.loadWithFaults(city, DemoCodes.REGISTER);
        assertThat(load.receipt().errors()).hasSameSizeAs(load.putIn());
        assertThat(load.asExpected()).isTrue();
        assertThat(scenes.unread(load, () -> preparation.correct(load)))
            .allMatch(Scenes.Scene::asExpected);
      }
      preparation.load(stage.city(0), DemoCodes.TAX);
      preparation.load(stage.city(1), DemoCodes.TAX);

      assertThat(scenes.play()).allMatch(Scenes.Scene::asExpected);

      assertThat(scenes.askAboutSomebodyWithoutCode().status()).isEqualTo(409);
      assertThat(ledger.outcomes().values()).allMatch(count -> count > 0);
      showsTheCitizenTheRightOnesOnly(new Disclosure(stage, ledger), stage, scenes);
      Reconciliation reconciliation = ledger.reconcile();
      assertThat(reconciliation.findings()).isEmpty();
      assertThat(reconciliation.inquirerRecords()).isEqualTo(ledger.asked().size());
      takesEveryRecordOfEveryLayoutInBothEditions(stage.city(2));
    }
  }

  /**
   * What one side writes by its reading of the layouts, the other takes by its own. The edition
   * that follows another is looked at and signed off before it counts.
   */
  private static void takesEveryRecordOfEveryLayoutInBothEditions(Municipality city) {
    for (String code : LAYOUTS) {
      ReplicaLines now = lines(code, "2026-06");
      assertThat(taken(city, now, Backend.Load.FULL).state()).as(code).isEqualTo("RELEASED");
      ReplicaLines next = lines(code, "2027-06");
      LoadReceipt tested = taken(city, next, Backend.Load.FULL_TEST);
      assertThat(tested.state()).as(code).isEqualTo("TESTED");
      city.staff().signOff(next.layout());
      city.staff().release(tested);
      assertThat(taken(city, next, Backend.Load.FULL).state()).as(code).isEqualTo("RELEASED");
    }
  }

  private static ReplicaLines lines(String code, String edition) {
    InformationCode information = new InformationCode("TM00000000000" + code);
    LayoutFile layout = LayoutFile.published(information, new Edition(edition));
    return new ReplicaLines(new RecordMaker(layout, LocalDate.of(2026, 6, 1)));
  }

  private static LoadReceipt taken(Municipality city, ReplicaLines lines, Backend.Load load) {
    List<String> text = new ArrayList<>(List.of(lines.header()));
    city.files().registrations().forEach(entry -> text.addAll(lines.lines(entry)));
    LoadReceipt receipt = city.backend().load(load, lines, text);

    String which = lines.layout().information() + " in " + lines.layout().edition();
    assertThat(receipt.errors()).as(which).isEmpty();
    assertThat(receipt.received()).isEqualTo(text.size() - 1);
    assertThat(receipt.records())
        .isEqualTo(city.files().registrations().stream().mapToInt(lines::recordCount).sum())
        .isPositive();
    assertThat(receipt.committed()).isEqualTo(receipt.records());
    return receipt;
  }

  private static void showsTheCitizenTheRightOnesOnly(
      Disclosure disclosure, Stage stage, Scenes scenes) throws InterruptedException {
    ResidentCode citizen = scenes.movedCitizen();
    for (Municipality city : stage.municipalities().subList(0, 2)) {
      assertThat(disclosure.ownDataIsRight(city, citizen, DemoCodes.REGISTER)).isTrue();
      Disclosure.History history = disclosure.history(city, citizen);
      assertThat(history.right()).isTrue();
      assertThat(history.shown()).hasSizeGreaterThanOrEqualTo(3);
      Disclosure.Hiding hiding = disclosure.hidesOne(city, citizen);
      assertThat(hiding.right()).as(hiding.toString()).isTrue();
    }
    assertThat(disclosure.history(stage.city(0), scenes.citizenAtHome()).right()).isTrue();
    assertThat(disclosure.tellsNobodyWhoIsProtected(stage.city(2))).isTrue();
  }
}
