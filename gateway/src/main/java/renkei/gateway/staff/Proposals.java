package renkei.gateway.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import renkei.codebook.database.Database;
import renkei.codebook.database.PlatformTransaction;
import renkei.gateway.staff.TwoPersonAct.Performed;

/**
 * What one operator proposes and another decides (四眼の原則). The two differ by login and by
 * credential; a proposal that nobody decides on within {@link #LIFE} is void. Proposal and decision
 * are both recorded as acts, the decision in the transaction that does what was proposed.
 * Thread-safe.
 */
public final class Proposals {

  /** How long a proposal waits: over a weekend. */
  public static final Duration LIFE = Duration.ofDays(3);

  private static final int MOST_OPEN = 100;

  private final Database database;
  private final Acts acts;
  private final Map<String, TwoPersonAct> kinds;
  private final Clock clock;

  /** Proposals of these kinds. */
  public Proposals(Database database, Acts acts, List<TwoPersonAct> kinds, Clock clock) {
    this.database = database;
    this.acts = acts;
    this.kinds = kinds.stream().collect(Collectors.toMap(TwoPersonAct::kind, Function.identity()));
    this.clock = clock;
  }

  /** What came of a proposal. */
  public sealed interface Proposed {

    /** It waits for a second person. */
    record Waiting(Proposal proposal) implements Proposed {}

    /** Not with these rights. */
    record NotAllowed() implements Proposed {}

    /** There is no such kind, or the subject has no such form. */
    record Malformed(String why) implements Proposed {}

    /** Too many wait already; decide on some first. */
    record TooMany() implements Proposed {}
  }

  /** What came of a decision. */
  public sealed interface Decided {

    /**
     * It is done, or declined.
     *
     * @param told as {@link Performed.Done}
     */
    record Done(Optional<String> told) implements Decided {

      /** Hides what is told. */
      @Override
      public String toString() {
        return "Done[****]";
      }
    }

    /** Not with these rights. */
    record NotAllowed() implements Decided {}

    /** The person, or the credential, is the one that proposed it. */
    record SamePerson() implements Decided {}

    /** No such proposal waits (any more). */
    record NotOpen() implements Decided {}

    /** It cannot be done as things are now; it goes on waiting. */
    record Impossible(String why) implements Decided {}
  }

  /**
   * Proposes something.
   *
   * @param kind of {@link TwoPersonAct}
   */
  public Proposed propose(Actor by, String kind, String subject) {
    TwoPersonAct act = kinds.get(kind);
    if (act == null) {
      return new Proposed.Malformed("the kind is one of " + String.join(", ", kinds.keySet()));
    }
    if (by.isMachine() || by.place().tenant().isPresent() || !by.may(act.proposedWith())) {
      return new Proposed.NotAllowed();
    }
    String description;
    try {
      description = act.describe(subject);
    } catch (IllegalArgumentException e) {
      return new Proposed.Malformed(String.valueOf(e.getMessage()));
    }
    return database.inPlatform(tx -> propose(tx, by, kind, subject, description));
  }

  private Proposed propose(
      PlatformTransaction tx, Actor by, String kind, String subject, String description) {
    ProposalRows rows = new ProposalRows(tx.handle());
    Instant now = now();
    if (rows.open(now, MOST_OPEN).size() >= MOST_OPEN) {
      return new Proposed.TooMany();
    }
    Proposal proposal =
        new Proposal(
            UUID.randomUUID(), kind, subject, by.login(), by.credential(), now, now.plus(LIFE));
    rows.insert(proposal);
    acts.record(tx, by, Action.PROPOSED, proposal.id() + " " + description);
    return new Proposed.Waiting(proposal);
  }

  /** Those that wait, the oldest first. */
  public List<Proposal> open() {
    return database.inPlatform(tx -> new ProposalRows(tx.handle()).open(now(), MOST_OPEN));
  }

  /** What a proposal would do, in one line. */
  public String describe(Proposal proposal) {
    TwoPersonAct act = kinds.get(proposal.kind());
    return act == null ? proposal.kind() : act.describe(proposal.subject());
  }

  /** Approves a proposal of another person, and does what it says. */
  public Decided approve(Actor by, UUID id) {
    if (by.isMachine() || by.place().tenant().isPresent() || !by.may(Right.APPROVE)) {
      return new Decided.NotAllowed();
    }
    return database.inPlatform(
        tx ->
            new ProposalRows(tx.handle())
                .findForDecision(id, now())
                .map(proposal -> approve(tx, by, proposal))
                .orElseGet(Decided.NotOpen::new));
  }

  private Decided approve(PlatformTransaction tx, Actor by, Proposal proposal) {
    if (proposal.by().equals(by.login()) || proposal.credential().equals(by.credential())) {
      return new Decided.SamePerson();
    }
    TwoPersonAct act = kinds.get(proposal.kind());
    if (act == null) {
      return new Decided.Impossible("this gateway does not know the kind " + proposal.kind());
    }
    return switch (act.perform(
        tx, new TwoPersonAct.Agreement(proposal.subject(), proposal.by(), by.login()))) {
      case Performed.Impossible(String why) -> new Decided.Impossible(why);
      case Performed.Done(Optional<String> told) -> {
        decided(tx, by, proposal, true);
        yield new Decided.Done(told);
      }
    };
  }

  /** Declines a proposal: somebody who may approve, or whoever proposed it. */
  public Decided decline(Actor by, UUID id) {
    return database.inPlatform(
        tx ->
            new ProposalRows(tx.handle())
                .findForDecision(id, now())
                .map(proposal -> decline(tx, by, proposal))
                .orElseGet(Decided.NotOpen::new));
  }

  private Decided decline(PlatformTransaction tx, Actor by, Proposal proposal) {
    boolean own = proposal.by().equals(by.login()) && by.place().equals(Place.PLATFORM);
    if (by.isMachine() || !(own || by.may(Right.APPROVE))) {
      return new Decided.NotAllowed();
    }
    decided(tx, by, proposal, false);
    return new Decided.Done(Optional.empty());
  }

  private void decided(PlatformTransaction tx, Actor by, Proposal proposal, boolean approved) {
    new ProposalRows(tx.handle()).decide(proposal.id(), approved, by, now());
    acts.record(
        tx,
        by,
        approved ? Action.APPROVED : Action.DECLINED,
        proposal.id() + " of " + proposal.by() + ": " + describe(proposal));
  }

  /** As PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
