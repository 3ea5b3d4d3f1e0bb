package renkei.gateway.console;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Leads the bare address to the console; there is nothing else here. */
final class ConsoleRedirect extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    if (!"/".equals(request.getRequestURI())) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", "/console");
  }
}
