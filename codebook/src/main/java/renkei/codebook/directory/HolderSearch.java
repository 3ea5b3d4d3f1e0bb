package renkei.codebook.directory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;

/**
 * Finds who holds an information for an area on a day, in two steps: the body of the area on that
 * day, along mergers in both directions, then whoever was responsible for that body. Immutable.
 */
final class HolderSearch {

  private final Map<AgencyCode, Agency> byCode;
  private final Map<AgencyCode, List<Agency>> predecessors = new HashMap<>();
  private final Map<InformationCode, List<Agency>> responsible = new HashMap<>();

  HolderSearch(Map<AgencyCode, Agency> byCode) {
    this.byCode = byCode;
    for (Agency agency : byCode.values()) {
      for (Succession succession : agency.lifetime().successors()) {
        predecessors.computeIfAbsent(succession.successor(), _ -> new ArrayList<>()).add(agency);
      }
      agency.remit().responsibilities().stream()
          .map(Responsibility::information)
          .distinct()
          .forEach(
              information ->
                  responsible.computeIfAbsent(information, _ -> new ArrayList<>()).add(agency));
    }
  }

  Holder find(InformationCode information, Agency area, LocalDate day) {
    Set<Agency> bodies = new LinkedHashSet<>();
    collect(information, area, day, bodies, new HashSet<>());
    Set<Agency> holders = new LinkedHashSet<>();
    for (Agency body : bodies) {
      List<Agency> others = responsibleFor(information, body, day);
      holders.addAll(others.isEmpty() ? List.of(body) : others);
    }
    return switch (holders.size()) {
      case 0 -> new Holder.NoneKnown();
      case 1 -> new Holder.Body(holders.iterator().next());
      default -> new Holder.Several(byCode.values().stream().filter(holders::contains).toList());
    };
  }

  /**
   * The bodies of an area on a day. A ward is its city's; what was passed on is the successor's; on
   * a day before it began it is the predecessors'. Ends: nobody succeeds himself ({@link
   * DirectoryRules}), and each is visited once.
   */
  private void collect(
      InformationCode information,
      Agency area,
      LocalDate day,
      Set<Agency> bodies,
      Set<AgencyCode> visited) {
    if (!visited.add(area.code())) {
      return;
    }
    List<Succession> passedOn = area.lifetime().passedOn(information, day);
    if (area.remit().partOf().isPresent()) {
      collect(information, named(area.remit().partOf().get()), day, bodies, visited);
    } else if (!passedOn.isEmpty()) {
      for (Succession succession : passedOn) {
        collect(information, named(succession.successor()), day, bodies, visited);
      }
    } else if (area.lifetime().validity().isAhead(day)) {
      for (Agency before : predecessors.getOrDefault(area.code(), List.of())) {
        if (before.lifetime().successors().stream()
            .anyMatch(one -> one.successor().equals(area.code()) && one.concerns(information))) {
          collect(information, before, day, bodies, visited);
        }
      }
    } else if (area.lifetime().validity().includes(day)) {
      bodies.add(area);
    }
  }

  private List<Agency> responsibleFor(InformationCode information, Agency body, LocalDate day) {
    return responsible.getOrDefault(information, List.of()).stream()
        .filter(
            other ->
                other.standsOn(day)
                    && other.remit().holds(information, day)
                    && (other.kind().isNationalHolder()
                        || other.remit().members().contains(body.code())))
        .toList();
  }

  private Agency named(AgencyCode code) {
    Agency agency = byCode.get(code);
    if (agency == null) {
      throw new IllegalStateException("the directory lost " + code);
    }
    return agency;
  }
}
