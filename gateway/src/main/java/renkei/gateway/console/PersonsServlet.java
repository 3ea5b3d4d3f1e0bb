package renkei.gateway.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.PersonChanges;
import renkei.gateway.staff.Proposals;
import renkei.gateway.staff.Proposals.Decided;
import renkei.gateway.staff.Proposals.Proposed;
import renkei.gateway.staff.Right;

/** The page of proposals, persons and acts, and its forms. */
final class PersonsServlet extends PeopleServlet {

  private static final long serialVersionUID = 1L;

  private final transient Proposals proposals;
  private final transient PersonChanges changes;
  private final transient DoorPersons here;
  private final transient Refusals refusals;
  private final transient PersonsPage page;

  PersonsServlet(
      Proposals proposals,
      PersonChanges changes,
      DoorPersons here,
      Refusals refusals,
      PersonsPage page) {
    this.proposals = proposals;
    this.changes = changes;
    this.here = here;
    this.refusals = refusals;
    this.page = page;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Actor> actor = here.of(request, Right.OBSERVE);
    if (actor.isEmpty()) {
      Answers.seeOther(request, response, "/console");
      return;
    }
    show(request, response, actor.get(), "");
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, Actor actor, String message)
      throws IOException {
    Answers.html(response, page.of(Language.of(request), actor, place(request), message));
  }

  /** The tenant asked for; an empty text for the platform, and for what is none. */
  private static String place(HttpServletRequest request) {
    return LoginServlet.parameter(request, "tenant").strip();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Actor> actor = here.of(request, Right.OBSERVE);
    if (actor.isEmpty()) {
      refusals.refused("NO_SESSION", request.getRemoteAddr(), "an act without a person");
      Answers.seeOther(request, response, "/console");
      return;
    }
    Language language = Language.of(request);
    String message;
    try {
      message = act(request, actor.get(), language);
    } catch (IllegalArgumentException e) {
      message = Page.said(language, "act.malformed", String.valueOf(e.getMessage()), true);
    }
    show(request, response, actor.get(), message);
  }

  private String act(HttpServletRequest request, Actor actor, Language language) {
    PersonForm form = new PersonForm(name -> field(request, name));
    return switch (Objects.requireNonNullElse(request.getPathInfo(), "")) {
      case "/add" ->
          proposed(language, proposals.propose(actor, PersonChanges.ADD, form.newPerson().text()));
      case "/reset" ->
          proposed(
              language,
              proposals.propose(
                  actor,
                  PersonChanges.RESET,
                  PersonChanges.resetSubject(form.place(), form.login(), form.key())));
      case "/end" -> {
        if (!actor.may(Right.PERSONS)) {
          yield notAllowed(request, actor, language);
        }
        boolean ended = changes.end(actor, form.place(), form.login());
        yield Page.message(language, ended ? "act.done" : "act.gone", !ended);
      }
      case "/approve" -> decided(language, proposals.approve(actor, id(request)));
      case "/decline" -> decided(language, proposals.decline(actor, id(request)));
      default -> Page.message(language, "act.gone", true);
    };
  }

  private String notAllowed(HttpServletRequest request, Actor actor, Language language) {
    refusals.refused("NOT_YOUR_RIGHT", request.getRemoteAddr(), "operator " + actor.login());
    return Page.message(language, "act.not.allowed", true);
  }

  private static UUID id(HttpServletRequest request) {
    return UUID.fromString(LoginServlet.parameter(request, "id"));
  }

  /** Boxes that are ticked come one by one. */
  private static String field(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? "" : String.join(",", values);
  }

  private static String proposed(Language language, Proposed proposed) {
    return switch (proposed) {
      case Proposed.Waiting _ -> Page.message(language, "act.proposed", false);
      case Proposed.NotAllowed _ -> Page.message(language, "act.not.allowed", true);
      case Proposed.Malformed(String why) -> Page.said(language, "act.malformed", why, true);
      case Proposed.TooMany _ -> Page.message(language, "act.too.many", true);
    };
  }

  private static String decided(Language language, Decided decided) {
    return switch (decided) {
      case Decided.Done(Optional<String> told) ->
          told.map(code -> Page.said(language, "act.code", code, false))
              .orElseGet(() -> Page.message(language, "act.done", false));
      case Decided.NotAllowed _ -> Page.message(language, "act.not.allowed", true);
      case Decided.SamePerson _ -> Page.message(language, "act.same.person", true);
      case Decided.NotOpen _ -> Page.message(language, "act.gone", true);
      case Decided.Impossible(String why) -> Page.said(language, "act.impossible", why, true);
    };
  }
}
