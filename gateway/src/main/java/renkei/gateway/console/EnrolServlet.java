package renkei.gateway.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.Enrolments;
import renkei.gateway.staff.Enrolments.Enrolment;
import renkei.gateway.staff.Place;

/**
 * Where an operator sets password and one-time codes by an enrolment code: first the code, then the
 * secret for the authenticator, the password, and a one-time code that shows that all is well.
 */
final class EnrolServlet extends PeopleServlet {

  private static final long serialVersionUID = 1L;

  private final transient Enrolments enrolments;
  private final transient Refusals refusals;
  private final transient Page code = new Page("enrol.html");
  private final transient Page credential = new Page("enrol-credential.html");
  private final transient Page done = new Page("enrolled.html");

  EnrolServlet(Enrolments enrolments, Refusals refusals) {
    this.enrolments = enrolments;
    this.refusals = refusals;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.html(response, code.in(Language.of(request), Map.of("message", "")));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String enrolmentCode = LoginServlet.parameter(request, "enrolment");
    String from = request.getRemoteAddr();
    Enrolment came =
        request.getParameter("code") == null
            ? enrolments.begin(Place.PLATFORM, enrolmentCode, from)
            : finish(request, enrolmentCode);
    answer(request, response, came, "");
  }

  private Enrolment finish(HttpServletRequest request, String enrolmentCode) {
    String password = LoginServlet.parameter(request, "password");
    return password.equals(LoginServlet.parameter(request, "again"))
        ? enrolments.finish(
            Place.PLATFORM,
            enrolmentCode,
            password,
            LoginServlet.parameter(request, "code"),
            request.getRemoteAddr())
        : new Enrolment.WeakPassword();
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, Enrolment came, String message)
      throws IOException {
    Language language = Language.of(request);
    switch (came) {
      case Enrolment.Offered offered ->
          Answers.html(response, credential.in(language, blocks(request, offered, message)));
      case Enrolment.Enrolled _ -> Answers.html(response, done.in(language));
      case Enrolment.WeakPassword _ -> again(request, response, "enrol.weak");
      case Enrolment.WrongCode _ -> again(request, response, "enrol.wrong");
      case Enrolment.Unknown _ -> {
        refusals.refused("WRONG_ENROLMENT_CODE", request.getRemoteAddr(), "console");
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        Answers.html(response, refused(language, "enrol.unknown"));
      }
      case Enrolment.TooMany(Duration left) -> {
        refusals.refused("TOO_MANY_WRONG_CREDENTIALS", request.getRemoteAddr(), "enrolment");
        Answers.tooManyRequests(response, left);
        Answers.html(response, refused(language, "refused.later"));
      }
    }
  }

  /** Shows the same secret once more; what was typed is typed again. */
  private void again(HttpServletRequest request, HttpServletResponse response, String text)
      throws IOException {
    Enrolment offered =
        enrolments.begin(
            Place.PLATFORM, LoginServlet.parameter(request, "enrolment"), request.getRemoteAddr());
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    answer(request, response, offered, Page.message(Language.of(request), text, true));
  }

  private String refused(Language language, String text) {
    return code.in(language, Map.of("message", Page.message(language, text, true)));
  }

  private static Map<String, String> blocks(
      HttpServletRequest request, Enrolment.Offered offered, String message) {
    String label = Page.text(Language.of(request), "enrol.qr");
    return Map.of(
        "message",
        message,
        "name",
        Page.escape(offered.name()),
        "login",
        Page.escape(offered.login().value()),
        "enrolment",
        Page.escape(LoginServlet.parameter(request, "enrolment")),
        "secret",
        String.join(" ", offered.secret().split("(?<=\\G.{4})")),
        "qr",
        QrSvg.of(offered.uri(), label));
  }
}
