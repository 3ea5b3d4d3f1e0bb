package renkei.gateway.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.gateway.http.ClientNames;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.ClientKey;
import renkei.gateway.staff.Persons;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Right;
import renkei.gateway.staff.Sessions;

/**
 * Which person is at the operator door: by the key of the client certificate, or by the session of
 * a login. The session's id lives in a cookie that scripts cannot read and other sites cannot send,
 * or is a bearer token of programs. Who a person is, and what it may do, is asked anew each time;
 * while the database is away, a person with a session may go on looking, and nothing else.
 */
final class DoorPersons {

  private static final String COOKIE = "__Host-renkei-operator";
  private static final String COOKIE_FORM =
      COOKIE + "=%s; Path=/; Max-Age=%d; Secure; HttpOnly; SameSite=Strict";
  private static final String BEARER = "Bearer ";

  private final Persons persons;
  private final Sessions sessions;

  DoorPersons(Persons persons, Sessions sessions) {
    this.persons = persons;
    this.sessions = sessions;
  }

  /** The person who asks; empty if nobody who may act. */
  Optional<Actor> of(HttpServletRequest request) {
    return byCertificate(request).or(() -> session(request).flatMap(this::bySession));
  }

  /** The person who asks, if it may do this. */
  Optional<Actor> of(HttpServletRequest request, Right right) {
    return of(request).filter(actor -> actor.may(right));
  }

  private Optional<Actor> byCertificate(HttpServletRequest request) {
    Optional<ClientKey> key = ClientKey.of(ClientNames.certificate(request));
    try {
      return key.flatMap(found -> persons.byKey(Place.PLATFORM, found));
    } catch (DatabaseUnavailableException _) {
      return Optional.empty();
    }
  }

  private Optional<Actor> bySession(String id) {
    Optional<Actor> then = sessions.find(id);
    try {
      return then.flatMap(persons::now);
    } catch (DatabaseUnavailableException _) {
      return then.map(Actor::observing);
    }
  }

  /** Begins a session of a person who has just shown its credential. */
  String begin(Actor actor) {
    return sessions.begin(actor);
  }

  void setCookie(HttpServletResponse response, String session) {
    response.addHeader("Set-Cookie", COOKIE_FORM.formatted(session, Sessions.LIFE.toSeconds()));
  }

  /** Ends the session of whoever asks. */
  void end(HttpServletRequest request, HttpServletResponse response) {
    session(request).ifPresent(sessions::end);
    response.addHeader("Set-Cookie", COOKIE_FORM.formatted("", 0));
  }

  private static Optional<String> session(HttpServletRequest request) {
    String authorization = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    if (authorization.startsWith(BEARER)) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    return Stream.ofNullable(request.getCookies())
        .flatMap(Stream::of)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .findFirst();
  }
}
