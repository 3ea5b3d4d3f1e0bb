package renkei.gateway.local;

import java.util.Optional;
import renkei.broker.Broker;
import renkei.broker.HeldProvisions;
import renkei.broker.Ruling;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;
import renkei.gateway.staff.Action;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.StaffDesk;

/**
 * Provisions (情報提供) that wait for a member of staff, and what staff decide about them: recorded as
 * their act in the transaction that does it, and logged once it is durable. Every method throws
 * {@link RefusedException} for what is not served. Thread-safe.
 */
public final class Rulings {

  private final Broker broker;
  private final StaffDesk desk;

  /** Rulings of this broker's provisions, recorded by this desk. */
  public Rulings(Broker broker, StaffDesk desk) {
    this.broker = broker;
    this.desk = desk;
  }

  /**
   * The provisions that wait; what expires first comes first.
   *
   * @param after those up to this one have been seen
   */
  public HeldProvisions held(TenantId tenant, Optional<PermitId> after, int atMost) {
    return broker.held(tenant, after, atMost);
  }

  /** Answers a held provision as if there were no hold, unless something new holds it. */
  public Outcome release(TenantId tenant, Actor by, PermitId permit) {
    return ruled(
        tenant,
        "released the provision",
        permit,
        broker.release(
            tenant,
            permit,
            tx -> desk.record(tx, by, Action.PROVISION_RELEASED, "permit " + permit)));
  }

  /** Refuses a held provision: the inquirer is told {@code WITHHELD}. */
  public Outcome refuse(TenantId tenant, Actor by, PermitId permit) {
    return ruled(
        tenant,
        "refused the provision",
        permit,
        broker.refuse(
            tenant,
            permit,
            tx -> desk.record(tx, by, Action.PROVISION_REFUSED, "permit " + permit)));
  }

  private static Outcome ruled(TenantId tenant, String action, PermitId permit, Ruling ruling) {
    return switch (ruling) {
      case Ruling.Ruled(Outcome outcome) -> {
        StaffLog.did(tenant, action, permit);
        yield outcome;
      }
      case Ruling.HeldAgain _ ->
          throw new RefusedException(RequestError.HELD_AGAIN, "the person's flags or code changed");
      case Ruling.NotHeld _ -> throw new RefusedException(RequestError.NOT_FOUND, "not on hold");
    };
  }
}
