package renkei.gateway.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The metrics in Prometheus' text form, for whoever shows the operator token (RFC 6750). */
final class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String BEARER = "Bearer ";

  private final transient OperatorToken token;
  private final transient PrometheusMeterRegistry registry;

  MetricsServlet(OperatorToken token, PrometheusMeterRegistry registry) {
    this.token = token;
    this.registry = registry;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String authorization = request.getHeader("Authorization");
    response.setHeader("Cache-Control", "no-store");
    if (authorization == null
        || !authorization.startsWith(BEARER)
        || !token.matches(authorization.substring(BEARER.length()).strip())) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"metrics\"");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    response.getOutputStream().write(registry.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
