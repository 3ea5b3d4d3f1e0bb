package renkei.codebook.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renkei.codebook.AgencyCode;

/** What must be right between the agencies of a directory. Each refusal names the agency. */
final class DirectoryRules {

  private final Map<AgencyCode, Agency> byCode;

  private DirectoryRules(Map<AgencyCode, Agency> byCode) {
    this.byCode = byCode;
  }

  /** Throws {@link IllegalArgumentException}, naming the agency and what is wrong with it. */
  static void check(Map<AgencyCode, Agency> byCode) {
    DirectoryRules rules = new DirectoryRules(byCode);
    byCode.values().forEach(rules::refuseUnknown);
    rules.refuseCycles();
    byCode.values().forEach(rules::check);
  }

  private void refuseUnknown(Agency agency) {
    Stream.of(
            agency.lifetime().successors().stream().map(Succession::successor),
            agency.remit().partOf().stream(),
            agency.remit().members().stream(),
            agency.remit().delegations().stream().map(DelegationGiven::to))
        .flatMap(named -> named)
        .filter(named -> !byCode.containsKey(named))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw wrong(agency, "names " + unknown + ", which the directory does not have");
            });
  }

  /** Along any successor at all: who took something over must not give anything back. */
  private void refuseCycles() {
    Set<AgencyCode> seen = new HashSet<>();
    for (Agency agency : byCode.values()) {
      refuseCycles(agency, new ArrayList<>(), seen);
    }
  }

  private void refuseCycles(Agency agency, List<AgencyCode> way, Set<AgencyCode> seen) {
    int met = way.indexOf(agency.code());
    if (met >= 0) {
      throw wrong(
          agency,
          "succeeds itself: "
              + Stream.concat(way.stream().skip(met), Stream.of(agency.code()))
                  .map(AgencyCode::value)
                  .collect(Collectors.joining(" -> ")));
    }
    if (seen.contains(agency.code())) {
      return;
    }
    way.add(agency.code());
    for (Succession succession : agency.lifetime().successors()) {
      refuseCycles(named(succession.successor()), way, seen);
    }
    way.removeLast();
    seen.add(agency.code());
  }

  private void check(Agency agency) {
    for (Succession succession : agency.lifetime().successors()) {
      Agency successor = named(succession.successor());
      if (!successor.standsOn(succession.from())) {
        throw wrong(
            agency,
            "has the successor %s from %s, which is no body on that day"
                .formatted(successor.code(), succession.from()));
      }
    }
    agency
        .remit()
        .partOf()
        .map(this::named)
        .filter(city -> city.kind() != AgencyKind.MUNICIPALITY)
        .ifPresent(
            other -> {
              throw wrong(agency, "is part of " + other.code() + ", which is no MUNICIPALITY");
            });
    firstImpossibleMember(agency.remit().members())
        .ifPresent(
            member -> {
              throw wrong(
                  agency,
                  "has the member " + member.code() + ", which is no local body or itself a union");
            });
    agency.remit().delegations().stream()
        .map(given -> named(given.to()))
        .filter(other -> other.equals(agency) || !other.kind().holdsInformation())
        .findFirst()
        .ifPresent(
            other -> {
              throw wrong(agency, "delegates to " + other.code() + ", which cannot do its tasks");
            });
  }

  private Optional<Agency> firstImpossibleMember(Collection<AgencyCode> members) {
    return members.stream()
        .map(this::named)
        .filter(
            member ->
                !member.kind().isLocal()
                    || member.kind().isUnion()
                    || member.remit().partOf().isPresent())
        .findFirst();
  }

  /** Known since {@link #refuseUnknown}. */
  private Agency named(AgencyCode code) {
    Agency agency = byCode.get(code);
    if (agency == null) {
      throw new IllegalStateException("the directory lost " + code);
    }
    return agency;
  }

  private static IllegalArgumentException wrong(Agency agency, String what) {
    return new IllegalArgumentException("agency " + agency.code() + " " + what);
  }
}
