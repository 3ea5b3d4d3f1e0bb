package renkei.testagencies.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.message.ExchangeRecord;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Outcome;

/**
 * Holds the three sides' records of the same exchanges against one another: each inquiry must have
 * one outcome, one record in its inquirer's book, one at the core, and one in its provider's book
 * if the provider dealt with it, all of them about the same exchange; what only a provider can
 * answer must have been permitted and answered by one that keeps records; and there must be no
 * other record in anybody's book. What was taken back may never have reached the core.
 *
 * @param inquirerRecords how many there are
 * @param providerRecords how many there are
 * @param coreRecords how many there are
 * @param lost outcomes and records that should be there and are not, or say something else
 * @param duplicates records, questions and answers that should not be there
 * @param findings a sentence for each of them
 */
public record Reconciliation(
    int inquirerRecords,
    int providerRecords,
    int coreRecords,
    int lost,
    int duplicates,
    List<String> findings) {

  /**
   * An inquiry somebody made, as that somebody saw it end.
   *
   * @param outcome empty if it never ended
   */
  public record Asked(Exchange exchange, Optional<Outcome> outcome) {}

  /**
   * A record in the book of an inquirer or a provider.
   *
   * @param keptBy whose book
   */
  public record Entry(AgencyCode keptBy, ExchangeRecord record) {}

  /**
   * A record of the core.
   *
   * @param permitted whether it gave a permit
   */
  public record CoreEntry(Exchange exchange, boolean permitted) {}

  /**
   * Everything there is to compare.
   *
   * @param asked all inquiries
   * @param entries of all books
   * @param core its records
   * @param ownList the inquirers that hold the permission list themselves: what they refuse, the
   *     core never sees
   * @param recorders the providers that keep records
   * @param repeated questions and answers beyond the first that the bodies outside counted
   */
  public record Sides(
      Collection<Asked> asked,
      List<Entry> entries,
      List<CoreEntry> core,
      Set<AgencyCode> ownList,
      Set<AgencyCode> recorders,
      long repeated) {}

  /** Compares. */
  public static Reconciliation of(Sides sides) {
    Predicate<Entry> given = entry -> entry.record().asProvider();
    Map<InquiryId, List<Entry>> inquirers = byId(sides.entries(), given.negate());
    Map<InquiryId, List<Entry>> providers = byId(sides.entries(), given);
    Map<InquiryId, List<CoreEntry>> core = new HashMap<>();
    for (CoreEntry entry : sides.core()) {
      core.computeIfAbsent(entry.exchange().id(), _ -> new ArrayList<>()).add(entry);
    }
    Comparison comparison = new Comparison(sides);
    for (Asked asked : sides.asked()) {
      comparison.of(
          asked,
          taken(inquirers, asked.exchange().id()),
          taken(core, asked.exchange().id()),
          taken(providers, asked.exchange().id()));
    }
    inquirers.forEach((id, left) -> comparison.extra(id, "inquirers", left.size()));
    providers.forEach((id, left) -> comparison.extra(id, "providers", left.size()));
    core.forEach((id, left) -> comparison.extra(id, "core", left.size()));
    if (sides.repeated() > 0) {
      comparison.duplicates += Math.toIntExact(sides.repeated());
      comparison.findings.add(sides.repeated() + " questions or answers came again");
    }
    int providerRecords = (int) sides.entries().stream().filter(given).count();
    return new Reconciliation(
        sides.entries().size() - providerRecords,
        providerRecords,
        sides.core().size(),
        comparison.lost,
        comparison.duplicates,
        List.copyOf(comparison.findings));
  }

  private static <T> List<T> taken(Map<InquiryId, List<T>> all, InquiryId id) {
    List<T> found = all.remove(id);
    return found == null ? List.of() : found;
  }

  private static Map<InquiryId, List<Entry>> byId(List<Entry> entries, Predicate<Entry> which) {
    Map<InquiryId, List<Entry>> map = new HashMap<>();
    entries.stream()
        .filter(which)
        .forEach(
            entry ->
                map.computeIfAbsent(entry.record().exchange().id(), _ -> new ArrayList<>())
                    .add(entry));
    return map;
  }

  /** Not thread-safe. */
  private static final class Comparison {

    /** What an inquiry can come to without anybody's answer. */
    private static final Set<Outcome> UNANSWERED =
        EnumSet.of(Outcome.REFUSED, Outcome.FAILED, Outcome.EXPIRED, Outcome.WITHDRAWN);

    /** What an inquiry can come to whatever its provider did, as long as it did not do it twice. */
    private static final Set<Outcome> WITHOUT_WAITING =
        EnumSet.of(Outcome.FAILED, Outcome.EXPIRED, Outcome.WITHDRAWN);

    private final Sides sides;
    private final List<String> findings = new ArrayList<>();
    private int lost;
    private int duplicates;

    Comparison(Sides sides) {
      this.sides = sides;
    }

    void of(Asked asked, List<Entry> atInquirers, List<CoreEntry> atCore, List<Entry> atProviders) {
      Exchange exchange = asked.exchange();
      if (asked.outcome().isEmpty()) {
        missing(exchange.id(), "outcome");
        return;
      }
      Outcome outcome = asked.outcome().get();
      book(exchange, exchange.inquirer(), 1, atInquirers);
      agree(exchange, outcome, atInquirers);
      boolean refusedBeforeTheCore =
          outcome == Outcome.REFUSED
              && atCore.isEmpty()
              && sides.ownList().contains(exchange.inquirer());
      boolean neverSent = outcome == Outcome.WITHDRAWN && atCore.isEmpty();
      exactly(refusedBeforeTheCore || neverSent ? 0 : 1, atCore.size(), exchange.id(), "core");
      atCore.forEach(entry -> same(exchange, entry.exchange(), "core"));
      boolean permitted = atCore.stream().anyMatch(CoreEntry::permitted);
      if (!permitted || !sides.recorders().contains(exchange.provider())) {
        book(exchange, exchange.provider(), 0, atProviders);
        if (!UNANSWERED.contains(outcome)) {
          missing(exchange.id(), "permit and provider's record that " + outcome + " rests on");
        }
      } else if (WITHOUT_WAITING.contains(outcome)) {
        book(exchange, exchange.provider(), Math.min(1, atProviders.size()), atProviders);
        atProviders.forEach(entry -> same(exchange, entry.record().exchange(), "provider"));
      } else {
        book(exchange, exchange.provider(), 1, atProviders);
        agree(exchange, outcome, atProviders);
      }
    }

    /** So many records in this body's book, and none in anybody else's. */
    private void book(Exchange exchange, AgencyCode keeper, int expected, List<Entry> entries) {
      int kept = (int) entries.stream().filter(entry -> entry.keptBy().equals(keeper)).count();
      exactly(expected, kept, exchange.id(), "book of " + keeper.value());
      if (entries.size() > kept) {
        extra(exchange.id(), "books of others than " + keeper.value(), entries.size() - kept);
      }
    }

    private void agree(Exchange exchange, Outcome outcome, List<Entry> entries) {
      for (Entry entry : entries) {
        String book = "book of " + entry.keptBy().value();
        same(exchange, entry.record().exchange(), book);
        if (entry.record().outcome() != outcome) {
          missing(
              exchange.id(),
              "record of %s in the %s, which says %s"
                  .formatted(outcome, book, entry.record().outcome()));
        }
      }
    }

    private void same(Exchange asked, Exchange recorded, String where) {
      if (!asked.equals(recorded)) {
        missing(asked.id(), "record of what was asked at the " + where + ", which has " + recorded);
      }
    }

    private void exactly(int expected, int found, InquiryId id, String where) {
      if (found < expected) {
        missing(id, "record in the " + where);
      } else if (found > expected) {
        extra(id, where, found - expected);
      }
    }

    private void missing(InquiryId id, String what) {
      lost++;
      findings.add(id + " has no " + what);
    }

    void extra(InquiryId id, String where, int howMany) {
      duplicates += howMany;
      findings.add(id + " has " + howMany + " records too many in the " + where);
    }
  }
}
