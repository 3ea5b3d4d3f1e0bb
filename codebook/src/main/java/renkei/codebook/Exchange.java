package renkei.codebook;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One exchange as it goes into the records (情報提供等記録). What the tenant does not know, or what an
 * earlier form of the records did not say, is empty.
 *
 * @param role the tenant's part in it
 * @param id the exchange; where an earlier form of the records said none, the inquiry had no other
 * @param inquiry the inquiry it was part of
 * @param permit empty if the core issued none
 * @param inquirer who asked
 * @param provider who was asked
 * @param asked what was asked, and what for
 * @param subject whom it was about; empty if the person code is bound to no addressee number
 * @param handling how it was dealt with on its way
 * @param told what came of it
 */
public record Exchange(
    Role role,
    ExchangeId id,
    InquiryId inquiry,
    Optional<PermitId> permit,
    AgencyCode inquirer,
    AgencyCode provider,
    Asked asked,
    Optional<AddresseeNumber> subject,
    Handling handling,
    Told told) {

  /** The tenant's part in an exchange. */
  public enum Role {
    /** It asked (情報照会者). */
    INQUIRER,
    /** It was asked (情報提供者). */
    PROVIDER
  }

  /**
   * What was asked.
   *
   * @param purpose what for
   * @param affair for which affair (事務)
   * @param procedure under which procedure of it (手続)
   * @param information what
   */
  public record Asked(
      Purpose purpose,
      Optional<AffairCode> affair,
      ProcedureCode procedure,
      InformationCode information) {}

  /**
   * How it was dealt with.
   *
   * @param lane its class of work
   * @param list version of the permission list that the tenant decided by; empty where the tenant
   *     did not decide by one
   * @param row the row of that list that allowed it; empty where none did
   */
  public record Handling(Optional<Lane> lane, Optional<Long> list, Optional<PermissionRowId> row) {

    /** Where nothing is known of it. */
    public static final Handling UNKNOWN =
        new Handling(Optional.empty(), Optional.empty(), Optional.empty());

    /** Where no row of a list allowed it, or none was asked. */
    public Handling(Optional<Lane> lane, Optional<Long> list) {
      this(lane, list, Optional.empty());
    }
  }

  /**
   * What came of it.
   *
   * @param reason why, where there is something to say
   * @param given what was given, if something was
   * @param askedAt when the inquirer's local system asked
   * @param at when it was decided
   */
  public record Told(
      Outcome outcome,
      Optional<Reason> reason,
      Optional<Given> given,
      Optional<Instant> askedAt,
      Instant at) {

    /** An outcome of which nothing else is known. */
    public static Told of(Outcome outcome, Optional<Reason> reason, Instant at) {
      return new Told(outcome, reason, Optional.empty(), Optional.empty(), at);
    }
  }

  /**
   * What was given, by what tells one state of the data from another; never the content.
   *
   * @param edition of the layout it is written in
   * @param records the records in it
   */
  public record Given(Edition edition, List<GivenRecord> records) {

    /** Copies the list. */
    public Given {
      records = List.copyOf(records);
    }
  }

  /**
   * One record of what was given.
   *
   * @param asOf the date for which it holds
   * @param version the version of the replica
   */
  public record GivenRecord(LocalDate asOf, long version) {}
}
