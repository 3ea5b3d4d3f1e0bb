package renkei.gateway.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.Persons;
import renkei.gateway.staff.Persons.Entry;
import renkei.gateway.staff.Place;

/** Lets operators in by password and one-time code, and out again. */
final class LoginServlet extends PeopleServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(LoginServlet.class);

  private final transient Persons persons;
  private final transient DoorPersons here;
  private final transient Refusals refusals;
  private final transient Page login = new Page("login.html");

  LoginServlet(Persons persons, DoorPersons here, Refusals refusals) {
    this.persons = persons;
    this.here = here;
    this.refusals = refusals;
  }

  /** The page that asks who is there. */
  String page(Language language) {
    return login.in(language, Map.of("message", ""));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.seeOther(request, response, "/console");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().endsWith("/logout")) {
      here.end(request, response);
      Answers.seeOther(request, response, "/console");
    } else {
      logIn(request, response);
    }
  }

  private void logIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Entry entry =
        persons.enter(
            Place.PLATFORM,
            parameter(request, "login"),
            parameter(request, "password"),
            parameter(request, "code"),
            request.getRemoteAddr());
    Language language = Language.of(request);
    switch (entry) {
      case Entry.Entered(Actor actor) -> {
        log.info("operator {} logged in", actor.login());
        here.setCookie(response, here.begin(actor));
        Answers.seeOther(request, response, "/console");
      }
      case Entry.Wrong() -> {
        refusals.refused("WRONG_CREDENTIAL", request.getRemoteAddr(), "console");
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        Answers.html(response, refused(language, "refused.text"));
      }
      case Entry.TooMany(Duration left) -> {
        refusals.refused("TOO_MANY_WRONG_CREDENTIALS", request.getRemoteAddr(), "console");
        Answers.tooManyRequests(response, left);
        Answers.html(response, refused(language, "refused.later"));
      }
    }
  }

  private String refused(Language language, String text) {
    return login.in(language, Map.of("message", Page.message(language, text, true)));
  }

  static String parameter(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getParameter(name), "");
  }
}
