package renkei.testagencies.story;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.agency.Question;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.ExchangeRecord;
import renkei.testagencies.message.ProvidedContent;
import renkei.testagencies.message.Reply;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.RecordId;

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
   * @param shown the records the portal was given
   * @param missing how many it should have been given and was not
   * @param wrong how many it was given and should not have been, other contents included
   */
  public record History(List<Content.Entry> shown, int missing, int wrong) {

    /** Whether it was exactly the right ones. */
    public boolean right() {
      return missing == 0 && wrong == 0;
    }
  }

  /** Whether the portal gets exactly the own data (自己情報) that the municipality loaded. */
  public boolean ownDataIsRight(
      Municipality city, ResidentCode citizen, InformationCode information)
      throws InterruptedException {
    return reply(ask(city, citizen, information, Purpose.OWN_DATA))
        .equals(stage.truth().reply(city.code(), information, citizen));
  }

  /**
   * Whether the portal is told nothing about somebody under protection, and no own data about
   * somebody whose answers are on hold, while it is told everything about both before and after.
   */
  public boolean tellsNobodyWhoIsProtected(Municipality city) throws InterruptedException {
    List<Registration> people = city.files().ordinary();
    Registration held = people.get(people.size() - 2);
    Registration safe = people.get(people.size() - 3);
    boolean before = available(city, held) && available(city, safe);
    city.staff().hold(held.addresseeNumber(), DemoCodes.REGISTER);
    city.staff().protect(safe.addresseeNumber());
    boolean meanwhile =
        saysNothing(city, held, Purpose.OWN_DATA)
            && history(city, held.resident().code()).right()
            && saysNothing(city, safe, Purpose.OWN_DATA)
            && saysNothing(city, safe, Purpose.HISTORY);
    city.staff().unhold(held.addresseeNumber(), DemoCodes.REGISTER);
    city.staff().unprotect(safe.addresseeNumber());
    return before && meanwhile && available(city, held) && available(city, safe);
  }

  /**
   * One citizen's history at one municipality before, while and after its staff hide (不開示) one
   * record of it.
   *
   * @param kept whether the municipality's own book had that record all the while
   */
  public record Hiding(History before, History meanwhile, History after, boolean kept) {

    /** Whether exactly that record was left out, and only while it was hidden. */
    public boolean right() {
      return kept && before.right() && meanwhile.right() && after.right();
    }
  }

  /** Lets staff hide the first exchange between two bodies in a history, and show it again. */
  public Hiding hidesOne(Municipality city, ResidentCode citizen) throws InterruptedException {
    History before = history(city, citizen);
    ExchangeRecord hidden =
        before.shown().stream()
            .map(Content.Entry::record)
            .filter(one -> one.exchange().purpose() == Purpose.LINKAGE)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nothing to hide"));
    RecordId record = city.staff().record(hidden.exchange().id(), hidden.asProvider());
    city.staff().hide(record);
    History meanwhile = history(city, citizen, Set.of(hidden));
    boolean kept = city.backend().records(hidden.asProvider()).contains(hidden);
    city.staff().show(record);
    return new Hiding(before, meanwhile, history(city, citizen), kept);
  }

  private boolean available(Municipality city, Registration entry) throws InterruptedException {
    ResidentCode citizen = entry.resident().code();
    return ownDataIsRight(city, citizen, DemoCodes.REGISTER) && history(city, citizen).right();
  }

  /** As about somebody whom the municipality does not know. */
  private boolean saysNothing(Municipality city, Registration entry, Purpose purpose)
      throws InterruptedException {
    return reply(ask(city, entry.resident().code(), DemoCodes.REGISTER, purpose))
        .equals(Reply.without(Outcome.NOT_REGISTERED));
  }

  /** Asks for a citizen's exchange history (情報提供等記録) and compares it with the ledger. */
  public History history(Municipality city, ResidentCode citizen) throws InterruptedException {
    return history(city, citizen, Set.of());
  }

  private History history(Municipality city, ResidentCode citizen, Set<ExchangeRecord> hidden)
      throws InterruptedException {
    Set<ExchangeRecord> expected = new HashSet<>(ledger.records(citizen, city));
    expected.removeAll(hidden);
    OpenInquiry inquiry = ask(city, citizen, DemoCodes.REGISTER, Purpose.HISTORY);
    List<Content.Entry> shown =
        reply(inquiry)
            .given()
            .map(ProvidedContent::content)
            .map(content -> content instanceof Content.History(var entries) ? entries : null)
            .orElseThrow(() -> new IllegalStateException("no history: " + reply(inquiry)));
    // This very question is not among its own answer: it is recorded once it has been answered.
    List<ExchangeRecord> records =
        shown.stream().map(Content.Entry::record).collect(Collectors.toList());
    Set<ExchangeRecord> missing = new HashSet<>(expected);
    records.forEach(missing::remove);
    expected.forEach(records::remove);
    return new History(shown, missing.size(), records.size());
  }

  private static Reply reply(OpenInquiry inquiry) {
    return inquiry.ending().map(Ending::reply).orElseThrow();
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
                    DemoCodes.matter(DemoCodes.PORTAL_ASKS, information),
                    citizen,
                    PATIENCE));
    inquiry.await(PATIENCE);
    return inquiry;
  }
}
