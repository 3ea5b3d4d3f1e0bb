package renkei.gateway.console;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.Right;

/** The page and its figures. It loads nothing from elsewhere and runs no script but its own. */
final class ConsoleServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SEARCH = 60;

  private final transient DoorPersons here;
  private final transient LoginServlet login;
  private final transient Figures figures;
  private final transient Refusals refusals;
  private final transient Page console = new Page("console.html");
  private final transient byte[] style = Page.read("console.css");
  private final transient byte[] icon = Page.read("icon.svg");
  private final transient byte[] script = Page.read("console.js");

  ConsoleServlet(DoorPersons here, LoginServlet login, Figures figures, Refusals refusals) {
    this.here = here;
    this.login = login;
    this.figures = figures;
    this.refusals = refusals;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.harden(response);
    Language language = Language.of(request);
    boolean known = here.of(request, Right.OBSERVE).isPresent();
    switch (path(request)) {
      case "", "/" -> Answers.html(response, known ? console.in(language) : login.page(language));
      case "/console.css" -> Answers.send(response, "text/css; charset=utf-8", style);
      case "/icon.svg" -> Answers.send(response, "image/svg+xml", icon);
      case "/console.js" -> Answers.send(response, "text/javascript; charset=utf-8", script);
      case "/now", "/history" -> {
        if (known) {
          Answers.json(
              response,
              path(request).equals("/now")
                  ? figures.now(language, search(request))
                  : figures.history());
        } else {
          refusals.refused("NO_SESSION", request.getRemoteAddr(), "figures without a login");
          response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
      }
      default -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static String search(HttpServletRequest request) {
    String search = Objects.requireNonNullElse(request.getParameter("search"), "");
    return search.length() > LONGEST_SEARCH ? search.substring(0, LONGEST_SEARCH) : search;
  }

  private static String path(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getPathInfo(), "");
  }
}
