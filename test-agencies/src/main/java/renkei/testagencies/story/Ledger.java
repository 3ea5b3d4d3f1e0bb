package renkei.testagencies.story;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.Inquirer;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.core.CoreRecord;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.message.ExchangeRecord;
import renkei.testagencies.municipality.LocalInquiry;
import renkei.testagencies.municipality.LocalResult;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.story.Reconciliation.Asked;
import renkei.testagencies.story.Reconciliation.CoreEntry;
import renkei.testagencies.story.Reconciliation.Entry;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Outcome;

/** What was asked on this stage, and in the end what all sides wrote down. Thread-safe. */
public final class Ledger {

  private final Stage stage;
  private final Map<InquiryId, Asked> municipal = new ConcurrentHashMap<>();
  private final Map<InquiryId, ResidentCode> subjects = new ConcurrentHashMap<>();

  /** An empty ledger. */
  public Ledger(Stage stage) {
    this.stage = stage;
  }

  /** Notes what a municipality asked about whom, and how it ended. */
  public void note(
      Municipality inquirer, LocalInquiry inquiry, ResidentCode subject, LocalResult result) {
    InquiryId id = result.inquiryId();
    subjects.put(id, subject);
    municipal.put(id, new Asked(inquiry.exchange(id, inquirer.code()), result.outcome()));
  }

  /** Every inquiry anybody made on this stage. */
  public List<Asked> asked() {
    List<Asked> all = new ArrayList<>(municipal.values());
    for (Inquirer inquirer : outside()) {
      for (OpenInquiry inquiry : inquirer.book()) {
        subjects.put(inquiry.id(), inquiry.question().resident());
        all.add(new Asked(inquiry.exchange(), inquiry.ending().map(Ending::outcome)));
      }
    }
    return all;
  }

  /**
   * The records about a person that a municipality must have: of what it asked, refused inquiries
   * included, and of what it was asked under a permit. Only of ended inquiries.
   */
  public Set<ExchangeRecord> records(ResidentCode subject, Municipality city) {
    return asked().stream()
        .filter(one -> subject.equals(subjects.get(one.exchange().id())))
        .filter(one -> one.outcome().isPresent())
        .filter(
            one ->
                one.exchange().inquirer().equals(city.code())
                    || (one.exchange().provider().equals(city.code())
                        && permitted(one.exchange().id())))
        .map(
            one ->
                new ExchangeRecord(
                    one.exchange(),
                    one.exchange().provider().equals(city.code()),
                    one.outcome().orElseThrow()))
        .collect(Collectors.toSet());
  }

  private boolean permitted(InquiryId id) {
    return stage.world().core().find(id).flatMap(CoreRecord::permitId).isPresent();
  }

  /** How often each outcome occurred; every outcome is a key. */
  public Map<Outcome, Integer> outcomes() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, 0);
    }
    asked()
        .forEach(one -> one.outcome().ifPresent(outcome -> counts.merge(outcome, 1, Integer::sum)));
    return counts;
  }

  /** How many answers came to bodies outside the platform when their inquiries had expired. */
  public long lateAnswers() {
    return outside().stream().mapToLong(Inquirer::lateAnswers).sum();
  }

  /** Fetches the records of all sides and compares them. */
  public Reconciliation reconcile() {
    List<Entry> entries = new ArrayList<>();
    for (Municipality city : stage.municipalities()) {
      keep(entries, city.code(), city.backend().records(false));
      keep(entries, city.code(), city.backend().records(true));
    }
    for (Inquirer inquirer : outside()) {
      keep(entries, inquirer.code(), inquirer.records());
    }
    var answering = stage.world().answering();
    keep(entries, answering.code(), answering.records());
    long repeated =
        answering.repeats() + outside().stream().mapToLong(Inquirer::secondAnswers).sum();
    return Reconciliation.of(
        new Reconciliation.Sides(asked(), entries, core(), cities(), recorders(), repeated));
  }

  private static void keep(List<Entry> entries, AgencyCode keeper, List<ExchangeRecord> records) {
    records.forEach(one -> entries.add(new Entry(keeper, one)));
  }

  private List<CoreEntry> core() {
    List<CoreEntry> entries = new ArrayList<>();
    var core = stage.world().core();
    core.records()
        .forEach(one -> entries.add(new CoreEntry(one.exchange(), one.permitId().isPresent())));
    for (InquiryId id : core.seenTwice()) {
      Exchange exchange = core.find(id).orElseThrow().exchange();
      entries.add(new CoreEntry(exchange, true));
    }
    return entries;
  }

  private List<Inquirer> outside() {
    return List.of(stage.world().pension(), stage.world().portal());
  }

  private Set<AgencyCode> cities() {
    return stage.world().directory().ofKind(AgencyKind.MUNICIPALITY).stream()
        .map(agency -> agency.code())
        .collect(Collectors.toSet());
  }

  private Set<AgencyCode> recorders() {
    Set<AgencyCode> all = cities();
    all.add(stage.world().answering().code());
    return all;
  }
}
