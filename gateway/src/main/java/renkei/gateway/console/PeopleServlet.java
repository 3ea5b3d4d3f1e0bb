package renkei.gateway.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import renkei.codebook.database.DatabaseUnavailableException;

/** A page that cannot do without the database, and says so while it is away. */
abstract class PeopleServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Answers.harden(response);
    try {
      super.service(request, response);
    } catch (DatabaseUnavailableException _) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setHeader("Retry-After", "5");
      Answers.send(
          response,
          "text/plain; charset=utf-8",
          Page.plain(Language.of(request), "people.away").getBytes(StandardCharsets.UTF_8));
    }
  }
}
