package renkei.testagencies.story;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.agency.Question;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.InformationCode;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.Lane;
import renkei.testagencies.message.Purpose;
import renkei.testagencies.resident.Registration;

/** What My Portal (マイナポータル) shows a citizen, held against what it must show. */
public final class Disclosure {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Stage stage;
  private final Ledger ledger;

  /** Disclosures on that stage. */
  public Disclosure(Stage stage, Ledger ledger) {
    this.stage = stage;
    this.ledger = ledger;
  }

  /**
   * One citizen's history at one municipality.
   *
   * @param shown the exchanges the portal was given
   * @param missing how many it should have been given and was not
   * @param wrong how many it was given and should not have been
   */
  public record History(List<Content.Exchange> shown, int missing, int wrong) {

    /** Whether it was exactly the right ones. */
    public boolean right() {
      return missing == 0 && wrong == 0;
    }
  }

  /**
   * Asks for a citizen's own data.
   *
   * @return whether the portal got exactly what the municipality had loaded
   */
  public boolean ownData(Municipality city, ResidentCode citizen, InformationCode information)
      throws InterruptedException {
    Registration entry = city.files().find(citizen).orElseThrow();
    Ending ending = ask(city, citizen, information, Purpose.OWN_DATA).ending().orElseThrow();
    return ending
        .content()
        .equals(Optional.of(new Content.Items(Scenes.expected(entry, information))));
  }

  /** Asks for a citizen's exchange history (情報提供等記録) and compares it with the ledger. */
  public History history(Municipality city, ResidentCode citizen) throws InterruptedException {
    Set<InquiryId> expected = ledger.exchanges(citizen, city);
    OpenInquiry inquiry = ask(city, citizen, Subjects.REGISTER, Purpose.HISTORY);
    List<Content.Exchange> shown =
        inquiry
            .ending()
            .flatMap(Ending::content)
            .map(content -> content instanceof Content.History(var list) ? list : null)
            .orElseThrow(
                () -> new IllegalStateException("no history: " + inquiry.ending().orElseThrow()));
    Set<InquiryId> ids =
        shown.stream().map(Content.Exchange::inquiryId).collect(Collectors.toSet());
    // Whether this very question is among its own answer is a matter of microseconds.
    ids.remove(inquiry.id());
    Set<InquiryId> missing = new HashSet<>(expected);
    missing.removeAll(ids);
    Set<InquiryId> wrong = new HashSet<>(ids);
    wrong.removeAll(expected);
    int repeated =
        shown.size() - (int) shown.stream().map(Content.Exchange::inquiryId).distinct().count();
    return new History(shown, missing.size(), wrong.size() + repeated);
  }

  private OpenInquiry ask(
      Municipality city, ResidentCode citizen, InformationCode information, Purpose purpose)
      throws InterruptedException {
    OpenInquiry inquiry =
        stage
            .world()
            .portal()
            .ask(
                new Question(
                    city.code(),
                    purpose,
                    Lane.COUNTER,
                    Subjects.matter(Subjects.PORTAL_ASKS, information),
                    citizen,
                    PATIENCE));
    inquiry.await(PATIENCE);
    return inquiry;
  }
}
