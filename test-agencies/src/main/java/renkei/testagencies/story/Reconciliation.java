package renkei.testagencies.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.testagencies.message.AgencyCode;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.Outcome;

/**
 * Holds the three sides' records of the same exchanges against one another: each inquiry must have
 * one outcome, one record at its inquirer, one at the core, and one at its provider if the provider
 * dealt with it; and there must be no other record.
 *
 * @param inquirerRecords how many there are
 * @param providerRecords how many there are
 * @param coreRecords how many there are
 * @param lost outcomes and records that should be there and are not, or say something else
 * @param duplicates records and answers that should not be there
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
  public record Asked(
      InquiryId id, AgencyCode inquirer, AgencyCode provider, Optional<Outcome> outcome) {}

  /** A record of inquirer or provider. */
  public record Entry(InquiryId id, Outcome outcome) {}

  /**
   * A record of the core.
   *
   * @param permitted whether it gave a permit
   */
  public record CoreEntry(InquiryId id, boolean permitted) {}

  /**
   * Everything there is to compare.
   *
   * @param asked all inquiries
   * @param ownList the inquirers that hold the permission list themselves: what they refuse, the
   *     core never sees
   * @param recorders the providers that keep records
   * @param secondAnswers answers beyond the first that inquirers counted
   */
  public record Sides(
      Collection<Asked> asked,
      List<Entry> inquirers,
      List<Entry> providers,
      List<CoreEntry> core,
      Set<AgencyCode> ownList,
      Set<AgencyCode> recorders,
      long secondAnswers) {}

  /** Compares. */
  public static Reconciliation of(Sides sides) {
    Count count = new Count();
    Map<InquiryId, List<Entry>> inquirers = byId(sides.inquirers());
    Map<InquiryId, List<Entry>> providers = byId(sides.providers());
    Map<InquiryId, List<CoreEntry>> core = new HashMap<>();
    sides
        .core()
        .forEach(entry -> core.computeIfAbsent(entry.id(), _ -> new ArrayList<>()).add(entry));
    for (Asked asked : sides.asked()) {
      List<CoreEntry> atCore = core.getOrDefault(asked.id(), List.of());
      core.remove(asked.id());
      List<Entry> atInquirer = inquirers.getOrDefault(asked.id(), List.of());
      inquirers.remove(asked.id());
      List<Entry> atProvider = providers.getOrDefault(asked.id(), List.of());
      providers.remove(asked.id());
      compare(count, sides, asked, atInquirer, atCore, atProvider);
    }
    inquirers.forEach(
        (id, entries) -> count.extra(id, "inquirer", entries.size(), "about no inquiry"));
    providers.forEach(
        (id, entries) -> count.extra(id, "provider", entries.size(), "about no inquiry"));
    core.forEach((id, entries) -> count.extra(id, "core", entries.size(), "about no inquiry"));
    if (sides.secondAnswers() > 0) {
      count.duplicates += (int) sides.secondAnswers();
      count.findings.add(sides.secondAnswers() + " answers came to inquiries that had theirs");
    }
    return new Reconciliation(
        sides.inquirers().size(),
        sides.providers().size(),
        sides.core().size(),
        count.lost,
        count.duplicates,
        List.copyOf(count.findings));
  }

  private static void compare(
      Count count,
      Sides sides,
      Asked asked,
      List<Entry> atInquirer,
      List<CoreEntry> atCore,
      List<Entry> atProvider) {
    InquiryId id = asked.id();
    Optional<Outcome> outcome = asked.outcome();
    if (outcome.isEmpty()) {
      count.missing(id, "outcome");
      return;
    }
    count.exactly(1, atInquirer.size(), id, "inquirer");
    agree(count, id, "inquirer", outcome.get(), atInquirer);
    boolean refusedBeforeTheCore =
        outcome.get() == Outcome.REFUSED
            && atCore.isEmpty()
            && sides.ownList().contains(asked.inquirer());
    count.exactly(refusedBeforeTheCore ? 0 : 1, atCore.size(), id, "core");
    boolean permitted = atCore.stream().anyMatch(CoreEntry::permitted);
    if (!permitted || !sides.recorders().contains(asked.provider())) {
      count.exactly(0, atProvider.size(), id, "provider");
    } else if (outcome.get() == Outcome.EXPIRED || outcome.get() == Outcome.FAILED) {
      // Nobody answered in time: the provider may have dealt with it or not, but not twice.
      count.exactly(Math.min(1, atProvider.size()), atProvider.size(), id, "provider");
    } else {
      count.exactly(1, atProvider.size(), id, "provider");
      agree(count, id, "provider", outcome.get(), atProvider);
    }
  }

  private static void agree(
      Count count, InquiryId id, String side, Outcome outcome, List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.outcome() != outcome) {
        count.missing(
            id, "record of " + outcome + " at the " + side + ", which has " + entry.outcome());
      }
    }
  }

  private static Map<InquiryId, List<Entry>> byId(List<Entry> entries) {
    Map<InquiryId, List<Entry>> map = new HashMap<>();
    entries.forEach(entry -> map.computeIfAbsent(entry.id(), _ -> new ArrayList<>()).add(entry));
    return map;
  }

  private static final class Count {

    private int lost;
    private int duplicates;
    private final List<String> findings = new ArrayList<>();

    void missing(InquiryId id, String what) {
      lost++;
      findings.add(id + " has no " + what);
    }

    void extra(InquiryId id, String side, int howMany, String why) {
      duplicates += howMany;
      findings.add(id + " has " + howMany + " records too many at the " + side + ", " + why);
    }

    void exactly(int expected, int found, InquiryId id, String side) {
      if (found < expected) {
        missing(id, "record at the " + side);
      } else if (found > expected) {
        extra(id, side, found - expected, "of " + found);
      }
    }
  }
}
