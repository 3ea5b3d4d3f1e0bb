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
import renkei.testagencies.message.AgencyCode;
import renkei.testagencies.message.AgencyKind;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.municipality.LocalResult;
import renkei.testagencies.municipality.RecordLine;
import renkei.testagencies.story.Reconciliation.Asked;
import renkei.testagencies.story.Reconciliation.CoreEntry;
import renkei.testagencies.story.Reconciliation.Entry;

/** What was asked on this stage, and in the end what all sides wrote down. Thread-safe. */
public final class Ledger {

  private final Stage stage;
  private final Map<InquiryId, Asked> municipal = new ConcurrentHashMap<>();
  private final Map<InquiryId, ResidentCode> subjects = new ConcurrentHashMap<>();

  /** An empty ledger. */
  public Ledger(Stage stage) {
    this.stage = stage;
  }

  /** Notes how a municipality's inquiry ended, and whom it was about. */
  public void note(
      Municipality inquirer, AgencyCode provider, ResidentCode subject, LocalResult result) {
    subjects.put(result.inquiryId(), subject);
    municipal.put(
        result.inquiryId(),
        new Asked(result.inquiryId(), inquirer.code(), provider, result.outcome()));
  }

  /** Every inquiry anybody made on this stage. */
  public List<Asked> asked() {
    List<Asked> all = new ArrayList<>(municipal.values());
    for (Inquirer inquirer : outside()) {
      for (OpenInquiry inquiry : inquirer.book()) {
        subjects.put(inquiry.id(), inquiry.question().resident());
        all.add(
            new Asked(
                inquiry.id(),
                inquirer.code(),
                inquiry.question().provider(),
                inquiry.ending().map(Ending::outcome)));
      }
    }
    return all;
  }

  /**
   * The exchanges about a person that a municipality must have on record: what it asked, refused
   * inquiries included, and what it was asked under a permit. Only of ended inquiries.
   */
  public Set<InquiryId> exchanges(ResidentCode subject, Municipality city) {
    return asked().stream()
        .filter(one -> subject.equals(subjects.get(one.id())))
        .filter(one -> one.outcome().isPresent())
        .filter(
            one ->
                one.inquirer().equals(city.code())
                    || (one.provider().equals(city.code()) && permitted(one.id())))
        .map(Asked::id)
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

  /** Fetches the records of all sides and compares them. */
  public Reconciliation reconcile() {
    List<Entry> inquirers = new ArrayList<>();
    List<Entry> providers = new ArrayList<>();
    for (Municipality city : stage.municipalities()) {
      city.backend().records(false).forEach(line -> inquirers.add(entry(line)));
      city.backend().records(true).forEach(line -> providers.add(entry(line)));
    }
    for (Inquirer inquirer : outside()) {
      for (OpenInquiry inquiry : inquirer.book()) {
        inquiry.ending().ifPresent(end -> inquirers.add(new Entry(inquiry.id(), end.outcome())));
      }
    }
    stage
        .world()
        .answering()
        .answered()
        .forEach(permit -> providers.add(new Entry(permit.inquiryId(), Outcome.PROVIDED)));
    return Reconciliation.of(
        new Reconciliation.Sides(
            asked(), inquirers, providers, core(), cities(), recorders(), secondAnswers()));
  }

  private List<CoreEntry> core() {
    List<CoreEntry> entries = new ArrayList<>();
    var core = stage.world().core();
    core.records()
        .forEach(
            entry -> entries.add(new CoreEntry(entry.inquiryId(), entry.permitId().isPresent())));
    core.seenTwice().forEach(id -> entries.add(new CoreEntry(id, true)));
    return entries;
  }

  private List<Inquirer> outside() {
    return List.of(stage.world().pension(), stage.world().portal());
  }

  private long secondAnswers() {
    return outside().stream().mapToLong(Inquirer::secondAnswers).sum();
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

  private static Entry entry(RecordLine line) {
    return new Entry(line.inquiryId(), line.outcome());
  }
}
