package renkei.testagencies.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renkei.testagencies.message.AgencyCode;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.story.Reconciliation.Asked;
import renkei.testagencies.story.Reconciliation.CoreEntry;
import renkei.testagencies.story.Reconciliation.Entry;
import renkei.testagencies.story.Reconciliation.Sides;

class ReconciliationTest {

  private static final AgencyCode CITY = new AgencyCode("9099001900000000");
  private static final AgencyCode PENSION = new AgencyCode("9000000000000011");
  private static final InquiryId ID = InquiryId.random();
  private static final Asked ASKED = new Asked(ID, PENSION, CITY, Optional.of(Outcome.PROVIDED));
  private static final Entry RECORD = new Entry(ID, Outcome.PROVIDED);
  private static final CoreEntry PERMITTED = new CoreEntry(ID, true);

  @Test
  void findsNothingWhereAllSidesAgree() {
    Reconciliation all = of(ASKED, List.of(RECORD), List.of(RECORD), List.of(PERMITTED));

    assertThat(all.lost()).isZero();
    assertThat(all.duplicates()).isZero();
    assertThat(all.findings()).isEmpty();
  }

  @Test
  void missesARecordOnEachSide() {
    assertThat(of(ASKED, List.of(), List.of(RECORD), List.of(PERMITTED)).lost()).isEqualTo(1);
    assertThat(of(ASKED, List.of(RECORD), List.of(), List.of(PERMITTED)).lost()).isEqualTo(1);
    assertThat(of(ASKED, List.of(RECORD), List.of(RECORD), List.of()).lost()).isPositive();
  }

  @Test
  void missesAnOutcome() {
    Asked open = new Asked(ID, PENSION, CITY, Optional.empty());

    assertThat(of(open, List.of(), List.of(RECORD), List.of(PERMITTED)).lost()).isEqualTo(1);
  }

  @Test
  void countsASecondRecordOnEachSide() {
    List<Entry> twice = List.of(RECORD, RECORD);

    assertThat(of(ASKED, twice, List.of(RECORD), List.of(PERMITTED)).duplicates()).isEqualTo(1);
    assertThat(of(ASKED, List.of(RECORD), twice, List.of(PERMITTED)).duplicates()).isEqualTo(1);
    assertThat(
            of(ASKED, List.of(RECORD), List.of(RECORD), List.of(PERMITTED, PERMITTED)).duplicates())
        .isEqualTo(1);
  }

  @Test
  void countsRecordsAboutInquiriesNobodyMade() {
    Entry foreign = new Entry(InquiryId.random(), Outcome.PROVIDED);

    assertThat(
            of(ASKED, List.of(RECORD), List.of(RECORD, foreign), List.of(PERMITTED)).duplicates())
        .isEqualTo(1);
  }

  @Test
  void seesThatTwoSidesTellDifferentStories() {
    Entry other = new Entry(ID, Outcome.NO_RECORD);

    assertThat(of(ASKED, List.of(RECORD), List.of(other), List.of(PERMITTED)).lost()).isEqualTo(1);
  }

  @Test
  void wantsNoProviderRecordOfWhatTheCoreRefused() {
    Asked refused = new Asked(ID, PENSION, CITY, Optional.of(Outcome.REFUSED));
    List<Entry> record = List.of(new Entry(ID, Outcome.REFUSED));
    List<CoreEntry> core = List.of(new CoreEntry(ID, false));

    assertThat(of(refused, record, List.of(), core).findings()).isEmpty();
    assertThat(of(refused, record, record, core).duplicates()).isEqualTo(1);
  }

  @Test
  void wantsNoCoreRecordOfWhatAnInquirerRefusedByItsOwnList() {
    Asked refused = new Asked(ID, CITY, CITY, Optional.of(Outcome.REFUSED));
    List<Entry> record = List.of(new Entry(ID, Outcome.REFUSED));

    assertThat(of(refused, record, List.of(), List.of()).findings()).isEmpty();
  }

  private static Reconciliation of(
      Asked asked, List<Entry> inquirers, List<Entry> providers, List<CoreEntry> core) {
    return Reconciliation.of(
        new Sides(List.of(asked), inquirers, providers, core, Set.of(CITY), Set.of(CITY), 0));
  }
}
