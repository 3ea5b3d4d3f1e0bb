package renkei.gateway.local.rest;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.DelegationGiven;
import renkei.codebook.directory.Lifetime;
import renkei.codebook.directory.Remit;
import renkei.codebook.directory.Succession;
import renkei.gateway.local.Reference;

/** One agency of the directory, with the members of the directory's file. */
public record AgencyJson(
    String code,
    String kind,
    Optional<String> tenant,
    String nameJa,
    String nameEn,
    Optional<LocalDate> validFrom,
    Optional<LocalDate> validTo,
    List<Successor> successors,
    Optional<String> partOf,
    List<String> members,
    List<Responsibility> responsibilities,
    List<Delegation> delegations) {

  static AgencyJson of(Agency agency) {
    Lifetime lifetime = agency.lifetime();
    Remit remit = agency.remit();
    return new AgencyJson(
        agency.code().value(),
        agency.kind().name(),
        agency.tenant().map(TenantId::value),
        agency.nameJa(),
        agency.nameEn(),
        lifetime.validity().from(),
        lifetime.validity().to(),
        lifetime.successors().stream().map(Successor::of).toList(),
        remit.partOf().map(AgencyCode::value),
        sorted(remit.members(), AgencyCode::value),
        remit.responsibilities().stream().map(Responsibility::of).toList(),
        remit.delegations().stream().map(Delegation::of).toList());
  }

  private static <T> List<String> sorted(Collection<T> all, Function<T, String> text) {
    return all.stream().map(text).sorted().toList();
  }

  /**
   * Who took over.
   *
   * @param informations empty for everything
   */
  public record Successor(LocalDate from, String code, List<String> informations) {

    private static Successor of(Succession succession) {
      return new Successor(
          succession.from(),
          succession.successor().value(),
          sorted(succession.informations(), InformationCode::value));
    }
  }

  /** What it holds for others. */
  public record Responsibility(
      String information, Optional<LocalDate> from, Optional<LocalDate> until) {

    private static Responsibility of(renkei.codebook.directory.Responsibility given) {
      return new Responsibility(
          given.information().value(), given.validity().from(), given.validity().to());
    }
  }

  /** What it has another body do. */
  public record Delegation(
      String to, List<String> procedures, Optional<LocalDate> from, Optional<LocalDate> until) {

    private static Delegation of(DelegationGiven given) {
      return new Delegation(
          given.to().value(),
          sorted(given.procedures(), ProcedureCode::value),
          given.validity().from(),
          given.validity().to());
    }
  }

  /** A page of the directory. */
  public record Page(List<AgencyJson> agencies, Optional<Integer> next) {

    static Page of(Reference.Page<Agency> page) {
      return new Page(page.entries().stream().map(AgencyJson::of).toList(), page.next());
    }
  }

  /**
   * Who held something on a day.
   *
   * @param provider whom to ask for it today
   */
  public record HolderFound(LocalDate day, AgencyJson holder, Optional<String> provider) {

    static HolderFound of(Reference.Held held) {
      return new HolderFound(
          held.day(), AgencyJson.of(held.holder()), held.provider().map(AgencyCode::value));
    }
  }
}
