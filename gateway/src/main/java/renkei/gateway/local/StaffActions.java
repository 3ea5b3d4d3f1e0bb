package renkei.gateway.local;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;
import renkei.gateway.staff.Action;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.StaffDesk;
import renkei.tenantstore.Flags;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.Loads;

/**
 * What staff do to flags and records: holds (自動応答不可), protection cases (支援措置), records that are
 * kept from the person (不開示). Each action is recorded as its person's act, sealed, in the
 * transaction that does it, and logged once it is durable. Nobody is told whether there was a hold
 * or a case: repeating a call changes nothing and looks the same. Every method throws {@link
 * RefusedException} for what is not served. Thread-safe.
 */
public final class StaffActions {

  private final TenantStore store;
  private final LookupTransactions lookups;
  private final StaffDesk desk;

  StaffActions(TenantStore store, LookupTransactions lookups, StaffDesk desk) {
    this.store = store;
    this.lookups = lookups;
    this.desk = desk;
  }

  /** Holds the answers about a person in one information code. */
  public void hold(
      TenantId tenant, Actor by, AddresseeNumber addressee, InformationCode information) {
    change(
        tenant,
        by,
        Action.HOLD_SET,
        "set a hold",
        about(addressee, information),
        flags -> flags.hold(addressee, information));
  }

  /** Ends a hold. */
  public void endHold(
      TenantId tenant, Actor by, AddresseeNumber addressee, InformationCode information) {
    change(
        tenant,
        by,
        Action.HOLD_ENDED,
        "ended a hold",
        about(addressee, information),
        flags -> flags.release(addressee, information));
  }

  /** Opens a protection case: it covers every information code at once. */
  public void protect(TenantId tenant, Actor by, AddresseeNumber addressee) {
    change(
        tenant,
        by,
        Action.PROTECTION_OPENED,
        "opened a protection case",
        about(addressee),
        flags -> flags.protect(addressee));
  }

  /** Ends a protection case; holds stay. */
  public void endProtection(TenantId tenant, Actor by, AddresseeNumber addressee) {
    change(
        tenant,
        by,
        Action.PROTECTION_ENDED,
        "ended a protection case",
        about(addressee),
        flags -> flags.endProtection(addressee));
  }

  /**
   * Lets one body be answered about a protected person in one information code.
   *
   * @param until at most {@link Flags#LONGEST_LEAVE} from now
   */
  public void letAsk(
      TenantId tenant,
      Actor by,
      AddresseeNumber addressee,
      AgencyCode inquirer,
      InformationCode information,
      Instant until) {
    if (!lookups.inTenant(tenant, tx -> letAsk(tx, by, addressee, inquirer, information, until))) {
      throw new RefusedException(
          RequestError.MALFORMED_FIELD, "until must lie ahead, by at most " + Flags.LONGEST_LEAVE);
    }
    StaffLog.did(tenant, "let a body ask in spite of a protection case");
  }

  private boolean letAsk(
      TenantTransaction tx,
      Actor by,
      AddresseeNumber addressee,
      AgencyCode inquirer,
      InformationCode information,
      Instant until) {
    boolean let = store.flags(tx).letAsk(addressee, inquirer, information, until);
    if (let) {
      String what = about(addressee, information) + ", inquirer " + inquirer + ", until " + until;
      desk.record(tx, by, Action.LEAVE_GIVEN, what);
    }
    return let;
  }

  /** Takes that back. */
  public void letAskNoMore(
      TenantId tenant,
      Actor by,
      AddresseeNumber addressee,
      AgencyCode inquirer,
      InformationCode information) {
    change(
        tenant,
        by,
        Action.LEAVE_ENDED,
        "let a body ask no more",
        about(addressee, information) + ", inquirer " + inquirer,
        flags -> flags.letAskNoMore(addressee, inquirer, information));
  }

  private static String about(AddresseeNumber addressee) {
    return "addressee " + addressee.value();
  }

  private static String about(AddresseeNumber addressee, InformationCode information) {
    return about(addressee) + ", information " + information.value();
  }

  private void change(
      TenantId tenant, Actor by, Action act, String action, String about, Consumer<Flags> change) {
    lookups.run(
        tenant,
        tx -> {
          change.accept(store.flags(tx));
          desk.record(tx, by, act, about);
        });
    StaffLog.did(tenant, action);
  }

  /**
   * Ends the doubt about an edition of an information code (see {@link
   * renkei.tenantstore.replica.RegistrationState}): the lines that named nobody are dealt with.
   *
   * @param seen the time of the last such line that staff know of
   */
  public void endDoubt(
      TenantId tenant, Actor by, InformationCode information, Edition edition, Instant seen) {
    if (!lookups.inTenant(tenant, tx -> endDoubt(tx, by, information, edition, seen))) {
      throw new RefusedException(RequestError.NOT_FOUND, "no doubt, or a later one");
    }
    StaffLog.did(tenant, "ended the doubt about an information code");
  }

  private boolean endDoubt(
      TenantTransaction tx, Actor by, InformationCode information, Edition edition, Instant seen) {
    boolean ended = store.registrations(tx).endDoubt(information, edition, seen);
    if (ended) {
      String what =
          "information " + information.value() + ", edition " + edition + ", seen " + seen;
      desk.record(tx, by, Action.DOUBT_ENDED, what);
    }
    return ended;
  }

  /** Approves a load that changes much; with the second approval it counts. */
  public void approveLoad(TenantId tenant, Actor by, Load.Batch batch) {
    Loads.Approval approval = lookups.inTenant(tenant, tx -> approveLoad(tx, by, batch));
    switch (approval) {
      case Loads.Approval.Noted(), Loads.Approval.Released _ ->
          StaffLog.did(tenant, "approved a load");
      case Loads.Approval.SamePerson() ->
          throw new RefusedException(RequestError.SAME_PERSON, "the second approval of one person");
      case Loads.Approval.NotWaiting() ->
          throw new RefusedException(RequestError.NOT_FOUND, "no such load waits");
    }
  }

  private Loads.Approval approveLoad(TenantTransaction tx, Actor by, Load.Batch batch) {
    Loads.Approval approval = store.loads(tx).approve(batch, by.login().value());
    switch (approval) {
      case Loads.Approval.Noted(), Loads.Approval.Released _ ->
          desk.record(tx, by, Action.LOAD_APPROVED, "batch " + batch);
      case Loads.Approval.SamePerson(), Loads.Approval.NotWaiting() -> {}
    }
    return approval;
  }

  /**
   * Signs an edition off after a look at its newest load in test mode.
   *
   * @return that load
   */
  public Load.Batch signOff(
      TenantId tenant, Actor by, InformationCode information, Edition edition) {
    Load.Batch batch =
        lookups
            .inTenant(tenant, tx -> signOff(tx, by, information, edition))
            .orElseThrow(
                () -> new RefusedException(RequestError.NOT_FOUND, "no load of it was tested"));
    StaffLog.did(tenant, "signed an edition off");
    return batch;
  }

  private Optional<Load.Batch> signOff(
      TenantTransaction tx, Actor by, InformationCode information, Edition edition) {
    Optional<Load.Batch> batch = store.loads(tx).signOff(information, edition, by.login().value());
    batch.ifPresent(
        tested ->
            desk.record(
                tx,
                by,
                Action.EDITION_SIGNED_OFF,
                "information "
                    + information.value()
                    + ", edition "
                    + edition
                    + ", batch "
                    + tested));
    return batch;
  }

  /** Makes a load count that was a test and was signed off. */
  public void releaseLoad(TenantId tenant, Actor by, Load.Batch batch) {
    Loads.TestedRelease release = lookups.inTenant(tenant, tx -> releaseLoad(tx, by, batch));
    switch (release) {
      case Loads.TestedRelease.Released _, Loads.TestedRelease.Waiting _ ->
          StaffLog.did(tenant, "released a load that was a test");
      case Loads.TestedRelease.NotSignedOff() ->
          throw new RefusedException(RequestError.NOT_SIGNED_OFF, "a tested load");
      case Loads.TestedRelease.NotFull() ->
          throw new RefusedException(RequestError.FULL_LOAD_FIRST, "a tested difference");
      case Loads.TestedRelease.NotTested() ->
          throw new RefusedException(RequestError.NOT_FOUND, "no such load was tested");
    }
  }

  private Loads.TestedRelease releaseLoad(TenantTransaction tx, Actor by, Load.Batch batch) {
    Loads.TestedRelease release = store.loads(tx).release(batch);
    switch (release) {
      case Loads.TestedRelease.Released _, Loads.TestedRelease.Waiting _ ->
          desk.record(tx, by, Action.LOAD_RELEASED, "batch " + batch);
      case Loads.TestedRelease.NotSignedOff(),
          Loads.TestedRelease.NotFull(),
          Loads.TestedRelease.NotTested() -> {}
    }
    return release;
  }

  /** Keeps a record from being shown to the person it is about. */
  public void hide(TenantId tenant, Actor by, RecordId recordId) {
    if (!lookups.inTenant(tenant, tx -> hide(tx, by, recordId))) {
      throw new RefusedException(RequestError.NOT_FOUND, "no such record");
    }
    StaffLog.did(tenant, "hid record", recordId);
  }

  private boolean hide(TenantTransaction tx, Actor by, RecordId recordId) {
    boolean known = store.records(tx).hide(recordId);
    if (known) {
      desk.record(tx, by, Action.RECORD_HIDDEN, "record " + recordId);
    }
    return known;
  }

  /** Lets a record be shown again. */
  public void show(TenantId tenant, Actor by, RecordId recordId) {
    lookups.run(
        tenant,
        tx -> {
          store.records(tx).show(recordId);
          desk.record(tx, by, Action.RECORD_SHOWN, "record " + recordId);
        });
    StaffLog.did(tenant, "showed record", recordId);
  }
}
