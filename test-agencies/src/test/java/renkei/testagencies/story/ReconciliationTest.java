package renkei.testagencies.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.message.ExchangeRecord;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.story.Reconciliation.Asked;
import renkei.testagencies.story.Reconciliation.CoreEntry;
import renkei.testagencies.story.Reconciliation.Entry;
import renkei.testagencies.story.Reconciliation.Sides;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.Purpose;

class ReconciliationTest {

  private static final AgencyCode CITY = new AgencyCode("9099001900000000");
  private static final AgencyCode OTHER_CITY = new AgencyCode("9099002700000000");
  private static final AgencyCode PENSION = new AgencyCode("9000000000000011");
  private static final Exchange EXCHANGE = exchange(PENSION, CITY, Purpose.LINKAGE);
  private static final Asked ASKED = asked(EXCHANGE, Outcome.PROVIDED);
  private static final Entry ASKER = asker(PENSION, EXCHANGE, Outcome.PROVIDED);
  private static final Entry GIVER = giver(CITY, EXCHANGE, Outcome.PROVIDED);
  private static final CoreEntry PERMITTED = new CoreEntry(EXCHANGE, true);
  private static final EnumSet<Outcome> ANSWERED =
      EnumSet.of(Outcome.PROVIDED, Outcome.NO_RECORD, Outcome.NOT_REGISTERED, Outcome.WITHHELD);

  @Test
  void findsNothingWhereAllSidesAgree() {
    Reconciliation all = of(ASKED, List.of(ASKER, GIVER), PERMITTED);

    assertThat(all.lost()).isZero();
    assertThat(all.duplicates()).isZero();
    assertThat(all.findings()).isEmpty();
    assertThat(all.inquirerRecords()).isEqualTo(1);
    assertThat(all.providerRecords()).isEqualTo(1);
  }

  @Test
  void missesARecordOnEachSide() {
    assertThat(of(ASKED, List.of(GIVER), PERMITTED).lost()).isEqualTo(1);
    assertThat(of(ASKED, List.of(ASKER), PERMITTED).lost()).isEqualTo(1);
    assertThat(of(ASKED, List.of(ASKER, GIVER)).lost()).isPositive();
  }

  @Test
  void missesAnOutcome() {
    Asked open = new Asked(EXCHANGE, Optional.empty());

    assertThat(of(open, List.of(GIVER), PERMITTED).lost()).isEqualTo(1);
  }

  @Test
  void countsASecondRecordOnEachSide() {
    assertThat(of(ASKED, List.of(ASKER, ASKER, GIVER), PERMITTED).duplicates()).isEqualTo(1);
    assertThat(of(ASKED, List.of(ASKER, GIVER, GIVER), PERMITTED).duplicates()).isEqualTo(1);
    assertThat(of(ASKED, List.of(ASKER, GIVER), PERMITTED, PERMITTED).duplicates()).isEqualTo(1);
  }

  @Test
  void findsARecordInTheBookOfAnotherTenant() {
    Entry strange = giver(OTHER_CITY, EXCHANGE, Outcome.PROVIDED);

    Reconciliation instead = of(ASKED, List.of(ASKER, strange), PERMITTED);
    Reconciliation besides = of(ASKED, List.of(ASKER, GIVER, strange), PERMITTED);

    assertThat(instead.lost()).isEqualTo(1);
    assertThat(instead.duplicates()).isEqualTo(1);
    assertThat(besides.lost()).isZero();
    assertThat(besides.duplicates()).isEqualTo(1);
  }

  @Test
  void findsARecordOfTheInquirerInTheBookOfAnotherTenant() {
    Entry strange = asker(OTHER_CITY, EXCHANGE, Outcome.PROVIDED);

    assertThat(of(ASKED, List.of(strange, GIVER), PERMITTED).lost()).isEqualTo(1);
  }

  @Test
  void seesThatARecordNamesOtherPartiesOrAnotherPurpose() {
    Exchange others =
        new Exchange(
            EXCHANGE.id(),
            PENSION,
            OTHER_CITY,
            Purpose.LINKAGE,
            EXCHANGE.procedure(),
            EXCHANGE.information());
    Exchange purpose =
        new Exchange(
            EXCHANGE.id(),
            PENSION,
            CITY,
            Purpose.HISTORY,
            EXCHANGE.procedure(),
            EXCHANGE.information());

    for (Exchange wrong : List.of(others, purpose)) {
      Entry asker = asker(PENSION, wrong, Outcome.PROVIDED);
      Entry giver = giver(CITY, wrong, Outcome.PROVIDED);
      assertThat(of(ASKED, List.of(asker, GIVER), PERMITTED).lost()).isEqualTo(1);
      assertThat(of(ASKED, List.of(ASKER, giver), PERMITTED).lost()).isEqualTo(1);
      assertThat(of(ASKED, List.of(ASKER, GIVER), new CoreEntry(wrong, true)).lost()).isEqualTo(1);
    }
  }

  @Test
  void countsRecordsAboutInquiriesNobodyMade() {
    Entry foreign = giver(CITY, exchange(PENSION, CITY, Purpose.LINKAGE), Outcome.PROVIDED);

    assertThat(of(ASKED, List.of(ASKER, GIVER, foreign), PERMITTED).duplicates()).isEqualTo(1);
  }

  @Test
  void seesThatTwoSidesTellDifferentStories() {
    Entry other = giver(CITY, EXCHANGE, Outcome.NO_RECORD);

    assertThat(of(ASKED, List.of(ASKER, other), PERMITTED).lost()).isEqualTo(1);
  }

  @Test
  void letsAProviderHaveAnsweredWhatExpiredAtTheInquirerButOnlyOnce() {
    Asked expired = asked(EXCHANGE, Outcome.EXPIRED);
    Entry asker = asker(PENSION, EXCHANGE, Outcome.EXPIRED);

    assertThat(of(expired, List.of(asker), PERMITTED).findings()).isEmpty();
    assertThat(of(expired, List.of(asker, GIVER), PERMITTED).findings()).isEmpty();
    assertThat(of(expired, List.of(asker, GIVER, GIVER), PERMITTED).duplicates()).isEqualTo(1);
  }

  @Test
  void letsWhatWasTakenBackHaveComeAsFarAsItMay() {
    Asked withdrawn = asked(EXCHANGE, Outcome.WITHDRAWN);
    Entry asker = asker(PENSION, EXCHANGE, Outcome.WITHDRAWN);

    assertThat(of(withdrawn, List.of(asker)).findings()).isEmpty();
    assertThat(of(withdrawn, List.of(asker), PERMITTED).findings()).isEmpty();
    assertThat(of(withdrawn, List.of(asker, GIVER), PERMITTED).findings()).isEmpty();
    assertThat(of(withdrawn, List.of(asker, GIVER, GIVER), PERMITTED).duplicates()).isEqualTo(1);
    assertThat(of(withdrawn, List.of(), PERMITTED).lost()).isEqualTo(1);
  }

  @Test
  void wantsNoProviderRecordOfWhatTheCoreRefused() {
    Asked refused = asked(EXCHANGE, Outcome.REFUSED);
    Entry asker = asker(PENSION, EXCHANGE, Outcome.REFUSED);
    Entry giver = giver(CITY, EXCHANGE, Outcome.REFUSED);
    CoreEntry core = new CoreEntry(EXCHANGE, false);

    assertThat(of(refused, List.of(asker), core).findings()).isEmpty();
    assertThat(of(refused, List.of(asker, giver), core).duplicates()).isEqualTo(1);
  }

  @Test
  void findsAnAnswerThatTheCoreNeverPermitted() {
    CoreEntry core = new CoreEntry(EXCHANGE, false);

    for (Outcome outcome : ANSWERED) {
      Entry asker = asker(PENSION, EXCHANGE, outcome);
      assertThat(of(asked(EXCHANGE, outcome), List.of(asker), core).lost()).isEqualTo(1);
    }
    for (Outcome outcome : EnumSet.complementOf(ANSWERED)) {
      Entry asker = asker(PENSION, EXCHANGE, outcome);
      assertThat(of(asked(EXCHANGE, outcome), List.of(asker), core).findings()).isEmpty();
    }
  }

  @Test
  void findsAnAnswerOfAProviderThatCannotHaveGivenIt() {
    Exchange exchange = exchange(CITY, PENSION, Purpose.LINKAGE);
    CoreEntry core = new CoreEntry(exchange, true);

    for (Outcome outcome : ANSWERED) {
      Entry asker = asker(CITY, exchange, outcome);
      assertThat(of(asked(exchange, outcome), List.of(asker), core).lost()).isEqualTo(1);
    }
    for (Outcome outcome : List.of(Outcome.FAILED, Outcome.EXPIRED, Outcome.WITHDRAWN)) {
      Entry asker = asker(CITY, exchange, outcome);
      assertThat(of(asked(exchange, outcome), List.of(asker), core).findings()).isEmpty();
    }
  }

  @Test
  void wantsNoCoreRecordOfWhatAnInquirerRefusedByItsOwnList() {
    Exchange exchange = exchange(CITY, OTHER_CITY, Purpose.LINKAGE);
    Entry asker = asker(CITY, exchange, Outcome.REFUSED);

    assertThat(of(asked(exchange, Outcome.REFUSED), List.of(asker)).findings()).isEmpty();
  }

  @Test
  void countsWhatBodiesOutsideSawAgain() {
    Sides sides =
        new Sides(
            List.of(ASKED),
            List.of(ASKER, GIVER),
            List.of(PERMITTED),
            Set.of(CITY),
            Set.of(CITY),
            2);

    assertThat(Reconciliation.of(sides).duplicates()).isEqualTo(2);
  }

  private static Exchange exchange(AgencyCode inquirer, AgencyCode provider, Purpose purpose) {
    return new Exchange(
        InquiryId.random(),
        inquirer,
        provider,
        purpose,
        DemoCodes.PENSION_ASKS,
        DemoCodes.REGISTER);
  }

  private static Asked asked(Exchange exchange, Outcome outcome) {
    return new Asked(exchange, Optional.of(outcome));
  }

  private static Entry asker(AgencyCode keptBy, Exchange exchange, Outcome outcome) {
    return new Entry(keptBy, new ExchangeRecord(exchange, false, outcome));
  }

  private static Entry giver(AgencyCode keptBy, Exchange exchange, Outcome outcome) {
    return new Entry(keptBy, new ExchangeRecord(exchange, true, outcome));
  }

  private static Reconciliation of(Asked asked, List<Entry> entries, CoreEntry... core) {
    return Reconciliation.of(
        new Sides(
            List.of(asked),
            entries,
            List.of(core),
            Set.of(CITY, OTHER_CITY),
            Set.of(CITY, OTHER_CITY),
            0));
  }
}
