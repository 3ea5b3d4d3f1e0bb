package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.Enrolments.Enrolment;
import renkei.gateway.staff.NewPerson;
import renkei.gateway.staff.Person;
import renkei.gateway.staff.PersonChanges;
import renkei.gateway.staff.PersonChanges.Changed;
import renkei.gateway.staff.Persons.Entry;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Proposal;
import renkei.gateway.staff.Proposals.Decided;
import renkei.gateway.staff.Proposals.Proposed;
import renkei.gateway.staff.Right;
import renkei.signing.jws.StrictJson;

/**
 * What operators' programs do at {@code /operators}, among them the verb {@code renkei operators}:
 * JSON objects of texts in, JSON out. A person shows a client certificate, or the session of a
 * login as a bearer token; {@code Authorization: Machine} with the code in the data folder makes
 * the first operators.
 */
final class OperatorApi extends JsonApi {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 16 * 1024;

  private final transient OperatorConsole.People people;

  OperatorApi(OperatorConsole.People people, DoorPersons here, Refusals refusals) {
    super(here, people.machine(), refusals);
    this.people = people;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(
        request,
        response,
        () -> {
          switch (path(request)) {
            case "/persons" -> Answers.json(response, persons(request));
            case "/proposals" -> {
              Actor _ = person(request, Right.OBSERVE);
              Answers.json(response, proposals());
            }
            case "/acts" -> {
              Actor _ = person(request, Right.OBSERVE);
              StringBuilder lines = new StringBuilder();
              people.acts().export(Place.PLATFORM, line -> lines.append(line).append('\n'));
              Answers.send(
                  response,
                  "text/plain; charset=utf-8",
                  lines.toString().getBytes(StandardCharsets.UTF_8));
            }
            default -> throw new NoException(404, "not-found", "there is nothing of this name");
          }
        });
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(
        request,
        response,
        () -> {
          JsonObject fields = body(request);
          PersonForm form = new PersonForm(name -> field(fields, name));
          JsonObjectBuilder json =
              switch (path(request)) {
                case "/sessions" -> begin(request, fields);
                case "/enrolments" ->
                    enrolment(
                        people
                            .enrolments()
                            .begin(
                                Place.PLATFORM,
                                field(fields, "enrolment"),
                                request.getRemoteAddr()));
                case "/enrolments/finish" ->
                    enrolment(
                        people
                            .enrolments()
                            .finish(
                                Place.PLATFORM,
                                field(fields, "enrolment"),
                                field(fields, "password"),
                                field(fields, "code"),
                                request.getRemoteAddr()));
                case "/persons" -> add(request, form.newPerson());
                case "/persons/reset" -> reset(request, form);
                case "/persons/end" -> end(request, form);
                case "/proposals" ->
                    proposed(
                        people
                            .proposals()
                            .propose(
                                person(request), field(fields, "kind"), field(fields, "subject")));
                case "/proposals/approve" ->
                    decided(people.proposals().approve(person(request), id(fields)));
                case "/proposals/decline" ->
                    decided(people.proposals().decline(person(request), id(fields)));
                default -> throw new NoException(404, "not-found", "there is nothing of this name");
              };
          Answers.json(response, json.build());
        });
  }

  private JsonObjectBuilder begin(HttpServletRequest request, JsonObject fields) {
    Entry entry =
        people
            .persons()
            .enter(
                Place.PLATFORM,
                field(fields, "login"),
                field(fields, "password"),
                field(fields, "code"),
                request.getRemoteAddr());
    return switch (entry) {
      case Entry.Entered(Actor actor) ->
          Json.createObjectBuilder()
              .add("session", here().begin(actor))
              .add("login", actor.login().value())
              .add("rights", Person.words(actor.rights()));
      case Entry.Wrong _ ->
          throw new NoException(403, "wrong-credential", "login, password or code is wrong");
      case Entry.TooMany _ ->
          throw new NoException(429, "too-many-wrong-credentials", "wait, then try again");
    };
  }

  private static JsonObjectBuilder enrolment(Enrolment enrolment) {
    return switch (enrolment) {
      case Enrolment.Offered offered ->
          Json.createObjectBuilder()
              .add("login", offered.login().value())
              .add("secret", offered.secret())
              .add("uri", offered.uri());
      case Enrolment.Enrolled enrolled ->
          Json.createObjectBuilder().add("login", enrolled.login().value());
      case Enrolment.Unknown _ ->
          throw new NoException(403, "wrong-enrolment-code", "the code is wrong, used or too old");
      case Enrolment.WeakPassword _ ->
          throw new NoException(
              400, "weak-password", "12 to 128 characters, varied, without login or product name");
      case Enrolment.WrongCode _ ->
          throw new NoException(400, "wrong-code", "the one-time code does not fit the secret");
      case Enrolment.TooMany _ ->
          throw new NoException(429, "too-many-wrong-credentials", "wait, then try again");
    };
  }

  // Persons.

  private JsonObject persons(HttpServletRequest request) {
    if (!isMachine(request)) {
      Actor _ = person(request, Right.OBSERVE);
    }
    Place place =
        new PersonForm(name -> Objects.requireNonNullElse(request.getParameter(name), "")).place();
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (Person person : people.persons().list(place)) {
      JsonObjectBuilder json =
          Json.createObjectBuilder()
              .add("login", person.login().value())
              .add("name", person.name())
              .add("rights", Person.words(person.rights()))
              .add("credential", person.credential().name())
              .add("until", person.validUntil().toString());
      person.endedAt().ifPresent(at -> json.add("ended", at.toString()));
      all.add(json);
    }
    return Json.createObjectBuilder().add("persons", all).build();
  }

  private JsonObjectBuilder add(HttpServletRequest request, NewPerson wanted) {
    return isMachine(request)
        ? changed(people.changes().addByMachine(wanted))
        : proposed(people.proposals().propose(person(request), PersonChanges.ADD, wanted.text()));
  }

  private JsonObjectBuilder reset(HttpServletRequest request, PersonForm form) {
    return isMachine(request)
        ? changed(people.changes().resetByMachine(form.place(), form.login(), form.key()))
        : proposed(
            people
                .proposals()
                .propose(
                    person(request),
                    PersonChanges.RESET,
                    PersonChanges.resetSubject(form.place(), form.login(), form.key())));
  }

  private JsonObjectBuilder end(HttpServletRequest request, PersonForm form) {
    boolean ended;
    if (isMachine(request)) {
      ended = people.changes().endByMachine(form.place(), form.login());
      refusals().alarm("PERSON_ENDED_BY_MACHINE", form.login().value());
    } else {
      Actor actor = person(request, Right.PERSONS);
      ended = people.changes().end(actor, form.place(), form.login());
    }
    if (!ended) {
      throw new NoException(404, "not-found", "there is no such person, or it was ended before");
    }
    return Json.createObjectBuilder().add("done", true);
  }

  private static JsonObjectBuilder changed(Changed changed) {
    return switch (changed) {
      case Changed.Done(Optional<String> code) -> told(code, "enrolment");
      case Changed.NeedsTwoPersons _ ->
          throw new NoException(
              409,
              "needs-two-persons",
              "two operators can approve: one of them proposes this, and another approves");
      case Changed.Impossible(String why) -> throw new NoException(409, "impossible", why);
    };
  }

  // Proposals.

  private JsonObject proposals() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (Proposal proposal : people.proposals().open()) {
      all.add(
          Json.createObjectBuilder()
              .add("id", proposal.id().toString())
              .add("kind", proposal.kind())
              .add("what", people.proposals().describe(proposal))
              .add("by", proposal.by().value())
              .add("expiresAt", proposal.expiresAt().toString()));
    }
    return Json.createObjectBuilder().add("proposals", all).build();
  }

  private static JsonObjectBuilder proposed(Proposed proposed) {
    return switch (proposed) {
      case Proposed.Waiting(Proposal proposal) ->
          Json.createObjectBuilder()
              .add("proposal", proposal.id().toString())
              .add("expiresAt", proposal.expiresAt().toString());
      case Proposed.NotAllowed _ ->
          throw new NoException(403, "not-your-right", "this takes a right that you do not have");
      case Proposed.Malformed(String why) -> throw new NoException(400, "malformed-field", why);
      case Proposed.TooMany _ ->
          throw new NoException(409, "too-many-proposals", "decide on some of them first");
    };
  }

  private static JsonObjectBuilder decided(Decided decided) {
    return switch (decided) {
      case Decided.Done(Optional<String> told) -> told(told, "told");
      case Decided.NotAllowed _ ->
          throw new NoException(403, "not-your-right", "this takes the right approve");
      case Decided.SamePerson _ ->
          throw new NoException(
              409, "same-person", "another person with another credential must approve");
      case Decided.NotOpen _ ->
          throw new NoException(404, "not-found", "no such proposal waits any more");
      case Decided.Impossible(String why) -> throw new NoException(409, "impossible", why);
    };
  }

  private static JsonObjectBuilder told(Optional<String> told, String name) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("done", true);
    told.ifPresent(text -> json.add(name, text));
    return json;
  }

  // What was sent.

  private static JsonObject body(HttpServletRequest request) throws IOException {
    String type = Objects.requireNonNullElse(request.getContentType(), "");
    if (!type.startsWith("application/json")) {
      throw new NoException(415, "unsupported-media-type", "send application/json");
    }
    byte[] bytes = request.getInputStream().readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new NoException(413, "too-large", "send less");
    }
    return StrictJson.read(bytes)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "send one JSON object, each name in it once, and nothing behind it"));
  }

  private static String field(JsonObject fields, String name) {
    JsonValue value = fields.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw new IllegalArgumentException(name + " is a text");
  }

  private static UUID id(JsonObject fields) {
    return UUID.fromString(field(fields, "id"));
  }

  private static String path(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getPathInfo(), "");
  }
}
