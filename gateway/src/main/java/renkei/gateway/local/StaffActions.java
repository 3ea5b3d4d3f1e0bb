package renkei.gateway.local;

import java.time.Instant;
import java.util.function.Consumer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.tenantstore.Flags;
import renkei.tenantstore.TenantStore;

/**
 * What staff do to flags and records: holds (自動応答不可), protection cases (支援措置), records that are
 * kept from the person (不開示). Each action is logged once it is durable. Nobody is told whether
 * there was a hold or a case: repeating a call changes nothing and looks the same. Every method
 * throws {@link RefusedException} for what is not served. Thread-safe.
 */
public final class StaffActions {

  private final TenantStore store;
  private final LookupTransactions lookups;

  StaffActions(TenantStore store, LookupTransactions lookups) {
    this.store = store;
    this.lookups = lookups;
  }

  /** Holds the answers about a person in one information code. */
  public void hold(TenantId tenant, AddresseeNumber addressee, InformationCode information) {
    change(tenant, "set a hold", flags -> flags.hold(addressee, information));
  }

  /** Ends a hold. */
  public void endHold(TenantId tenant, AddresseeNumber addressee, InformationCode information) {
    change(tenant, "ended a hold", flags -> flags.release(addressee, information));
  }

  /** Opens a protection case: it covers every information code at once. */
  public void protect(TenantId tenant, AddresseeNumber addressee) {
    change(tenant, "opened a protection case", flags -> flags.protect(addressee));
  }

  /** Ends a protection case; holds stay. */
  public void endProtection(TenantId tenant, AddresseeNumber addressee) {
    change(tenant, "ended a protection case", flags -> flags.endProtection(addressee));
  }

  /**
   * Lets one body be answered about a protected person in one information code.
   *
   * @param until at most {@link Flags#LONGEST_LEAVE} from now
   */
  public void letAsk(
      TenantId tenant,
      AddresseeNumber addressee,
      AgencyCode inquirer,
      InformationCode information,
      Instant until) {
    if (!lookups.inTenant(
        tenant, tx -> store.flags(tx).letAsk(addressee, inquirer, information, until))) {
      throw new RefusedException(
          RequestError.MALFORMED_FIELD, "until must lie ahead, by at most " + Flags.LONGEST_LEAVE);
    }
    StaffLog.did(tenant, "let a body ask in spite of a protection case");
  }

  /** Takes that back. */
  public void letAskNoMore(
      TenantId tenant,
      AddresseeNumber addressee,
      AgencyCode inquirer,
      InformationCode information) {
    change(
        tenant,
        "let a body ask no more",
        flags -> flags.letAskNoMore(addressee, inquirer, information));
  }

  private void change(TenantId tenant, String action, Consumer<Flags> change) {
    lookups.run(tenant, tx -> change.accept(store.flags(tx)));
    StaffLog.did(tenant, action);
  }

  /**
   * Ends the doubt about an information code (see {@link renkei.tenantstore.RegistrationState}):
   * the lines that named nobody are dealt with.
   *
   * @param seen the time of the last such line that staff know of
   */
  public void endDoubt(TenantId tenant, InformationCode information, Instant seen) {
    if (!lookups.inTenant(tenant, tx -> store.registrations(tx).endDoubt(information, seen))) {
      throw new RefusedException(RequestError.NOT_FOUND, "no doubt, or a later one");
    }
    StaffLog.did(tenant, "ended the doubt about an information code");
  }

  /** Keeps a record from being shown to the person it is about. */
  public void hide(TenantId tenant, RecordId recordId) {
    if (!lookups.inTenant(tenant, tx -> store.records(tx).hide(recordId))) {
      throw new RefusedException(RequestError.NOT_FOUND, "no such record");
    }
    StaffLog.did(tenant, "hid record", recordId);
  }

  /** Lets a record be shown again. */
  public void show(TenantId tenant, RecordId recordId) {
    lookups.run(tenant, tx -> store.records(tx).show(recordId));
    StaffLog.did(tenant, "showed record", recordId);
  }
}
