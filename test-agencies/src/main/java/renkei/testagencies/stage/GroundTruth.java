package renkei.testagencies.stage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.ProvidedContent;
import renkei.testagencies.message.Reply;
import renkei.testagencies.resident.Population;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;
import renkei.testagencies.resident.ReplicaRecord;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.Outcome;

/**
 * What every answer must say, by the municipalities' files and what they loaded of them alone: the
 * measure of whatever comes back through the platform. Thread-safe.
 */
public final class GroundTruth {

  private record Shelf(AgencyCode provider, InformationCode information, Edition edition) {

    /** By the one edition that everybody loads. */
    Shelf(AgencyCode provider, InformationCode information) {
      this(provider, information, DemoCodes.EDITION);
    }
  }

  private final Map<AgencyCode, Population.Town> towns;
  private final Map<Shelf, Set<ResidentCode>> unreadByShelf = new ConcurrentHashMap<>();
  private final Map<Shelf, Set<ResidentCode>> removedByShelf = new ConcurrentHashMap<>();
  private final Map<InformationCode, ReplicaLines> lines = new ConcurrentHashMap<>();

  /** The truth by these files of municipalities, while nothing is loaded. */
  GroundTruth(Map<AgencyCode, Population.Town> files) {
    towns = Map.copyOf(files);
  }

  /** From now on that is loaded, apart from the people whose records could not be read. */
  void loaded(AgencyCode provider, InformationCode information, List<Registration> unread) {
    Set<ResidentCode> people = ConcurrentHashMap.newKeySet();
    unread.forEach(entry -> people.add(entry.resident().code()));
    unreadByShelf.put(new Shelf(provider, information), people);
  }

  /** From now on there is nothing about that person. */
  void removed(AgencyCode provider, InformationCode information, Registration about) {
    removedByShelf
        .computeIfAbsent(new Shelf(provider, information), _ -> ConcurrentHashMap.newKeySet())
        .add(about.resident().code());
  }

  /**
   * What a municipality must answer if nobody holds the answer back.
   *
   * <p>A municipality about whose load nothing is known, or whose record of this person could not
   * be read, must never say that there is nothing; nor one that does not know the person. It may
   * where everything is loaded and there is no record of this person, such as of a child's tax, or
   * it was taken away.
   */
  public Reply reply(AgencyCode provider, InformationCode information, ResidentCode about) {
    Shelf shelf = new Shelf(provider, information);
    Set<ResidentCode> unread = unreadByShelf.get(shelf);
    if (unread == null || unread.contains(about)) {
      return Reply.without(Outcome.NOT_REGISTERED);
    }
    if (removedByShelf.getOrDefault(shelf, Set.of()).contains(about)) {
      return Reply.without(Outcome.NO_RECORD);
    }
    return Optional.ofNullable(towns.get(provider))
        .flatMap(town -> town.find(about))
        .map(entry -> reply(entry, shelf))
        .orElse(Reply.without(Outcome.NOT_REGISTERED));
  }

  /** One sentence on how a reply differs from what it must be; without content. */
  public static String difference(Reply expected, Reply got) {
    return expected.outcome() == got.outcome()
        ? got.outcome() + " with other content, edition or date than was loaded"
        : got.outcome() + " instead of " + expected.outcome();
  }

  /** The lines of a load of that information. */
  ReplicaLines lines(InformationCode information) {
    return lines.computeIfAbsent(information, DemoCodes::lines);
  }

  private Reply reply(Registration entry, Shelf shelf) {
    return lines(shelf.information())
        .current(entry)
        .map(record -> Reply.of(given(record, shelf.edition())))
        .orElse(Reply.without(Outcome.NO_RECORD));
  }

  /** The root of the record, as far as it has values: what an answer carries. */
  private static ProvidedContent given(ReplicaRecord record, Edition edition) {
    return new ProvidedContent(record.asOf(), edition, new Content.Items(record.values().own()));
  }
}
