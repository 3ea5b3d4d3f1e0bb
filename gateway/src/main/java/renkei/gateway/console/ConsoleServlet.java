package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.gateway.console.OperatorToken.Verdict;
import renkei.gateway.logging.Refusals;

/**
 * The page, its login and its figures. The session lives in a cookie that scripts cannot read and
 * other sites cannot send; the page loads nothing from elsewhere and runs no script but its own.
 */
final class ConsoleServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(ConsoleServlet.class);
  private static final String COOKIE = "__Host-renkei-operator";
  private static final String COOKIE_FORM =
      COOKIE + "=%s; Path=/; Max-Age=%d; Secure; HttpOnly; SameSite=Strict";
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST_SEARCH = 60;

  private final transient OperatorToken token;
  private final transient Sessions sessions;
  private final transient Figures figures;
  private final transient Refusals refusals;
  private final transient Page console = new Page("console.html");
  private final transient Page login = new Page("login.html");
  private final transient Page refused = new Page("refused.html");
  private final transient byte[] style = Page.read("console.css");
  private final transient byte[] icon = Page.read("icon.svg");
  private final transient byte[] script = Page.read("console.js");

  ConsoleServlet(OperatorToken token, Sessions sessions, Figures figures, Refusals refusals) {
    this.token = token;
    this.sessions = sessions;
    this.figures = figures;
    this.refusals = refusals;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    harden(response);
    Language language = Language.of(request);
    boolean known = sessions.isOpen(session(request));
    switch (path(request)) {
      case "", "/" -> html(response, (known ? console : login).in(language));
      case "/console.css" -> send(response, "text/css; charset=utf-8", style);
      case "/icon.svg" -> send(response, "image/svg+xml", icon);
      case "/console.js" -> send(response, "text/javascript; charset=utf-8", script);
      case "/now", "/history" -> {
        if (known) {
          json(
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

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    harden(response);
    if (fromElsewhere(request)) {
      refusals.refused("FOREIGN_FORM", request.getRemoteAddr(), "a form of another site");
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    switch (path(request)) {
      case "/login" -> logIn(request, response);
      case "/logout" -> {
        sessions.end(session(request));
        response.addHeader("Set-Cookie", COOKIE_FORM.formatted("", 0));
        toConsole(request, response);
      }
      default -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void logIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String candidate = Objects.requireNonNullElse(request.getParameter("token"), "").strip();
    switch (token.check(candidate)) {
      case Verdict.Right() -> {
        log.info("operator logged in");
        response.addHeader(
            "Set-Cookie", COOKIE_FORM.formatted(sessions.begin(), Sessions.LIFE.toSeconds()));
        toConsole(request, response);
      }
      case Verdict.Wrong() -> {
        refusals.refused("WRONG_TOKEN", request.getRemoteAddr(), "console");
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        html(response, refused.in(Language.of(request)));
      }
      case Verdict.TooManyWrong(Duration left) -> {
        refusals.refused("TOO_MANY_WRONG_TOKENS", request.getRemoteAddr(), "console");
        tooManyRequests(response, left);
        html(response, refused.in(Language.of(request)));
      }
    }
  }

  private static String search(HttpServletRequest request) {
    String search = Objects.requireNonNullElse(request.getParameter("search"), "");
    return search.length() > LONGEST_SEARCH ? search.substring(0, LONGEST_SEARCH) : search;
  }

  /** RFC 6585 section 4. */
  static void tooManyRequests(HttpServletResponse response, Duration left) {
    response.setStatus(TOO_MANY_REQUESTS);
    response.setHeader("Retry-After", Long.toString(Math.max(1, left.toSeconds())));
  }

  private static void json(HttpServletResponse response, JsonObject figures) throws IOException {
    response.setContentType("application/json");
    try (JsonWriter writer = Json.createWriter(response.getOutputStream())) {
      writer.writeObject(figures);
    }
  }

  private static void html(HttpServletResponse response, String page) throws IOException {
    send(response, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpServletResponse response, String type, byte[] content)
      throws IOException {
    response.setContentType(type);
    response.getOutputStream().write(content);
  }

  private static void toConsole(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", "/console?lang=" + Language.of(request).tag());
  }

  private static void harden(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }

  /** Browsers say where a form comes from; what says nothing is no browser and has no cookie. */
  private static boolean fromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin");
  }

  private static String path(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getPathInfo(), "");
  }

  private static Optional<String> session(HttpServletRequest request) {
    return Stream.ofNullable(request.getCookies())
        .flatMap(Stream::of)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .findFirst();
  }
}
