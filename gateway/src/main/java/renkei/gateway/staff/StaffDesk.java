package renkei.gateway.staff;

import java.util.Optional;
import java.util.function.Consumer;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;
import renkei.gateway.staff.Enrolments.Enrolment;
import renkei.gateway.staff.Persons.Entry;

/**
 * A municipality's staff as its own door knows them: who somebody is, logging in, enrolling, and
 * what staff did. Thread-safe.
 */
public final class StaffDesk {

  private final Persons persons;
  private final Enrolments enrolments;
  private final Sessions sessions;
  private final Acts acts;

  /** The desk of all tenants. */
  public StaffDesk(Persons persons, Enrolments enrolments, Sessions sessions, Acts acts) {
    this.persons = persons;
    this.enrolments = enrolments;
    this.sessions = sessions;
    this.acts = acts;
  }

  /**
   * The member of staff who calls: by the session of a login, else by the key of the client
   * certificate.
   *
   * @param session as {@link #enter} has given it out
   * @return empty if nobody who may act at this tenant
   */
  public Optional<Actor> who(TenantId tenant, Optional<ClientKey> key, Optional<String> session) {
    return session.isPresent()
        ? session
            .flatMap(sessions::find)
            .filter(actor -> actor.place().equals(Place.of(tenant)))
            .flatMap(persons::now)
        : key.flatMap(found -> persons.byKey(Place.of(tenant), found));
  }

  /** As {@link Persons#enter}. */
  public Entry enter(TenantId tenant, String login, String password, String code, String from) {
    return persons.enter(Place.of(tenant), login, password, code, from);
  }

  /** Begins a session of somebody who has just entered; returns its id. */
  public String begin(Actor actor) {
    return sessions.begin(actor);
  }

  /** As {@link Enrolments#begin}. */
  public Enrolment beginEnrolment(TenantId tenant, String code, String from) {
    return enrolments.begin(Place.of(tenant), code, from);
  }

  /** As {@link Enrolments#finish}. */
  public Enrolment finishEnrolment(
      TenantId tenant, String code, String password, String oneTimeCode, String from) {
    return enrolments.finish(Place.of(tenant), code, password, oneTimeCode, from);
  }

  /** As {@link Acts#record(TenantTransaction, Actor, Action, String)}. */
  public void record(TenantTransaction tx, Actor by, Action action, String what) {
    acts.record(tx, by, action, what);
  }

  /** As {@link Acts#export}. */
  public void export(TenantId tenant, Consumer<String> lines) {
    acts.export(Place.of(tenant), lines);
  }
}
