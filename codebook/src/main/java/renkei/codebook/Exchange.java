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
 * @param choice which items and records of it, and on what terms
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
    Optional<Choice> choice,
    Optional<AddresseeNumber> subject,
    Handling handling,
    Told told) {

  /** Of which it is not known on what terms it was asked. */
  public Exchange(
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
    this(
        role,
        id,
        inquiry,
        permit,
        inquirer,
        provider,
        asked,
        Optional.empty(),
        subject,
        handling,
        told);
  }

  /**
   * Whether one of the sides keeps it from being shown to the person (照会側不開示, 提供側不開示). Then the
   * other does so too, since both would show the same exchange.
   */
  public boolean isHidden() {
    return told.notDisclosed() || choice.map(Choice::terms).map(Terms::notDisclosed).orElse(false);
  }

  /** The same, in an installation that works for this. */
  public Exchange in(Environment environment) {
    return new Exchange(
        role,
        id,
        inquiry,
        permit,
        inquirer,
        provider,
        asked,
        choice,
        subject,
        handling.in(environment),
        told);
  }

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
   * What of it was asked for.
   *
   * @param items which items
   * @param terms which records, in whose form, and on what terms
   */
  public record Choice(ItemChoice items, Terms terms) {}

  /**
   * How it was dealt with.
   *
   * @param lane its class of work
   * @param list version of the permission list that it was decided by: at the provider its own, at
   *     the inquirer the one that the permit names, or its own where that refused; empty where none
   *     decided
   * @param row the row of that list that allowed it; empty where none did
   * @param circumstances all else
   */
  public record Handling(
      Optional<Lane> lane,
      Optional<Long> list,
      Optional<PermissionRowId> row,
      Circumstances circumstances) {

    /** Where nothing is known of it. */
    public static final Handling UNKNOWN =
        new Handling(Optional.empty(), Optional.empty(), Optional.empty(), Circumstances.UNKNOWN);

    private Handling in(Environment environment) {
      return new Handling(lane, list, row, circumstances.in(environment));
    }
  }

  /**
   * Who asked, as the codes that the municipality's own system has for a department and a user:
   * words without a meaning here, kept in the municipality's own records and told to nobody else.
   *
   * @param department 1 to {@value #LONGEST} characters; empty if the system did not say
   * @param user likewise
   */
  public record AskedBy(Optional<String> department, Optional<String> user) {

    /** How many characters either may have. */
    public static final int LONGEST = 64;

    /** Where the system said nothing. */
    public static final AskedBy NOBODY_NAMED = new AskedBy(Optional.empty(), Optional.empty());

    /**
     * Throws {@link IllegalArgumentException} if one of them is blank, too long, has control
     * characters or is a national number; without quoting it.
     */
    public AskedBy {
      department.ifPresent(AskedBy::requireText);
      user.ifPresent(AskedBy::requireText);
    }

    /**
     * Checks one of the two; returns it.
     *
     * @throws IllegalArgumentException if it may not be one
     */
    public static String requireText(String text) {
      if (text.isBlank()
          || text.codePointCount(0, text.length()) > LONGEST
          || text.codePoints().anyMatch(AskedBy::isNoCharacter)) {
        throw new IllegalArgumentException("who asked is 1 to " + LONGEST + " characters");
      }
      ForbiddenNumbers.refuse(text, "AskedBy");
      return text;
    }

    private static boolean isNoCharacter(int c) {
      return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** Hides them: a user's code is somebody's. */
    @Override
    public String toString() {
      return "AskedBy[****]";
    }
  }

  /**
   * How it came about.
   *
   * @param rule what put it into its lane
   * @param batch the batch it was part of
   * @param campaign the campaign it was part of
   * @param environment what the installation works for
   * @param by who asked; known to the inquirer alone
   */
  public record Circumstances(
      Optional<LaneRule> rule,
      Optional<BatchId> batch,
      Optional<CampaignId> campaign,
      Optional<Environment> environment,
      AskedBy by) {

    /** Where nothing is known of it. */
    public static final Circumstances UNKNOWN =
        new Circumstances(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            AskedBy.NOBODY_NAMED);

    /** As the message said that carried it. */
    public static Circumstances of(renkei.codebook.Handling handling, AskedBy by) {
      return new Circumstances(
          Optional.of(handling.rule()),
          handling.batch(),
          handling.campaign(),
          Optional.empty(),
          by);
    }

    private Circumstances in(Environment place) {
      return new Circumstances(rule, batch, campaign, Optional.of(place), by);
    }
  }

  /**
   * What came of it.
   *
   * @param reason why, where there is something to say
   * @param given what was given, if something was
   * @param notDisclosed whether the provider keeps the exchange from being shown to the person
   *     (提供側不開示)
   * @param askedAt when the inquirer's local system asked
   * @param at when it was decided
   */
  public record Told(
      Outcome outcome,
      Optional<Reason> reason,
      Optional<Given> given,
      boolean notDisclosed,
      Optional<Instant> askedAt,
      Instant at) {

    /** An outcome of which nothing else is known. */
    public static Told of(Outcome outcome, Optional<Reason> reason, Instant at) {
      return new Told(outcome, reason, Optional.empty(), false, Optional.empty(), at);
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
