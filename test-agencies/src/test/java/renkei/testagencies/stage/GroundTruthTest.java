package renkei.testagencies.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.ProvidedContent;
import renkei.testagencies.message.Reply;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.resident.Population;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.TenantId;

class GroundTruthTest {

  private static final AgencyCode CITY = new AgencyCode("9099001900000000");
  private static final ResidentCode STRANGER = new ResidentCode("S-99999999");

  private static final TenantId TENANT = new TenantId("990019");

  private final Population.Town files = Population.invent(3, List.of(TENANT), 50, 25).town(TENANT);
  private final Registration known = files.registrations().get(4);
  private final GroundTruth truth = new GroundTruth(Map.of(CITY, files));

  @Test
  void neverSaysNothingAboutWhatIsNotLoaded() {
    assertThat(ask(known.resident().code())).isEqualTo(Reply.without(Outcome.NOT_REGISTERED));
    assertThat(ask(STRANGER)).isEqualTo(Reply.without(Outcome.NOT_REGISTERED));
  }

  @Test
  void saysWhatTheFilesSayOnceItIsLoaded() {
    truth.loaded(CITY, DemoCodes.REGISTER, List.of());

    Reply reply = ask(known.resident().code());

    assertThat(reply.outcome()).isEqualTo(Outcome.PROVIDED);
    assertThat(reply.given().flatMap(ProvidedContent::asOf)).contains(known.since());
    assertThat(((Content.Items) reply.given().orElseThrow().content()).values().values())
        .contains(known.resident().name(), known.resident().address());
    assertThat(ask(STRANGER)).isEqualTo(Reply.without(Outcome.NOT_REGISTERED));
  }

  @Test
  void tellsAnotherPersonsContentApart() {
    truth.loaded(CITY, DemoCodes.REGISTER, List.of());
    Reply one = ask(known.resident().code());
    Reply other = ask(files.registrations().get(5).resident().code());

    assertThat(one).isNotEqualTo(other);
    assertThat(GroundTruth.difference(one, other)).startsWith("PROVIDED with other content");
    assertThat(GroundTruth.difference(one, Reply.without(Outcome.NO_RECORD)))
        .isEqualTo("NO_RECORD instead of PROVIDED");
  }

  @Test
  void mayAnswerNothingOfAChildsTaxWhereEverybodysIsLoaded() {
    ResidentCode child =
        files.ordinary().stream()
            .filter(entry -> entry.household().children().contains(entry.resident()))
            .findFirst()
            .orElseThrow()
            .resident()
            .code();
    assertThat(truth.reply(CITY, DemoCodes.TAX, child))
        .isEqualTo(Reply.without(Outcome.NOT_REGISTERED));

    truth.loaded(CITY, DemoCodes.TAX, List.of());
    assertThat(truth.reply(CITY, DemoCodes.TAX, child)).isEqualTo(Reply.without(Outcome.NO_RECORD));
  }

  @Test
  void saysWhatTheNewestYearsTaxRecordSays() {
    truth.loaded(CITY, DemoCodes.TAX, List.of());

    Reply reply = truth.reply(CITY, DemoCodes.TAX, known.resident().code());

    assertThat(((Content.Items) reply.given().orElseThrow().content()).values())
        .containsEntry(new ItemCode("TK00000000020001"), "2026")
        .doesNotContainKey(new ItemCode("TK00000000020035"));
  }

  @Test
  void doesNotKnowWhoseLineCouldNotBeRead() {
    truth.loaded(CITY, DemoCodes.REGISTER, List.of(known));

    assertThat(ask(known.resident().code())).isEqualTo(Reply.without(Outcome.NOT_REGISTERED));
  }

  @Test
  void mayAnswerNothingWhereEverythingIsLoadedAndThisWasTakenAway() {
    truth.removed(CITY, DemoCodes.REGISTER, known);
    assertThat(ask(known.resident().code())).isEqualTo(Reply.without(Outcome.NOT_REGISTERED));

    truth.loaded(CITY, DemoCodes.REGISTER, List.of());
    assertThat(ask(known.resident().code())).isEqualTo(Reply.without(Outcome.NO_RECORD));
  }

  @Test
  void wantsEachFaultBackAtItsLineAndColumnWithItsReason() {
    var putIn = List.of(new FaultyLoad.Fault(3, "TK00000000010006", "required"));

    assertThat(cameBack(putIn, 3, "TK00000000010006", "required")).isTrue();
    assertThat(cameBack(putIn, 4, "TK00000000010006", "required")).isFalse();
    assertThat(cameBack(putIn, 3, "TK00000000010005", "required")).isFalse();
    assertThat(cameBack(putIn, 3, "TK00000000010006", "too long")).isFalse();
    assertThat(FaultyLoad.cameBack(putIn, List.of())).isFalse();
  }

  private static boolean cameBack(
      List<FaultyLoad.Fault> putIn, long line, String item, String reason) {
    return FaultyLoad.cameBack(putIn, List.of(new LoadReceipt.Fault(line, item, reason)));
  }

  private Reply ask(ResidentCode about) {
    return truth.reply(CITY, DemoCodes.REGISTER, about);
  }
}
