package renkei.testagencies.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.FaultyLoad;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Preparation;
import renkei.testagencies.stage.Stage;

/** A small exchange of every outcome with a platform that is reached by the wire alone. */
@Timeout(180)
class OutcomesEndToEndTest {

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
    }
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
