package renkei.codebook.directory;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;

/**
 * For whom a body does what.
 *
 * @param partOf the city that a ward (行政区) is part of: such a ward is an area and no body, and its
 *     city holds everything; empty for all others, special wards (特別区) among them
 * @param members the bodies that a union or a prefecture is made of; empty for all others
 * @param responsibilities what it holds for its members or, a national body, for everybody
 * @param delegations what it has others do
 */
public record Remit(
    Optional<AgencyCode> partOf,
    Set<AgencyCode> members,
    List<Responsibility> responsibilities,
    List<DelegationGiven> delegations) {

  /** Of a body that holds its own information and no other. */
  public static final Remit OWN = new Remit(Optional.empty(), Set.of(), List.of(), List.of());

  /** Copies the collections. */
  public Remit {
    members = Set.copyOf(members);
    responsibilities = List.copyOf(responsibilities);
    delegations = List.copyOf(delegations);
  }

  /** Whether it holds this information for others on this day. */
  boolean holds(InformationCode information, LocalDate day) {
    return responsibilities.stream()
        .anyMatch(one -> one.information().equals(information) && one.validity().includes(day));
  }

  /** Whether it has {@code other} do its work under this procedure on this day. */
  boolean delegates(AgencyCode other, ProcedureCode procedure, LocalDate day) {
    return delegations.stream()
        .anyMatch(
            given ->
                given.to().equals(other)
                    && given.procedures().contains(procedure)
                    && given.validity().includes(day));
  }
}
