package renkei.gateway.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import renkei.gateway.console.OperatorToken.Verdict;
import renkei.gateway.logging.Refusals;

/** The metrics in Prometheus' text form, for whoever shows the operator token (RFC 6750). */
final class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String BEARER = "Bearer ";

  private final transient OperatorToken token;
  private final transient PrometheusMeterRegistry registry;
  private final transient Refusals refusals;

  MetricsServlet(OperatorToken token, PrometheusMeterRegistry registry, Refusals refusals) {
    this.token = token;
    this.registry = registry;
    this.refusals = refusals;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    String authorization = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    if (!authorization.startsWith(BEARER)) {
      refusals.refused("NO_TOKEN", request.getRemoteAddr(), "metrics without a token");
      unauthorized(response);
      return;
    }
    switch (token.check(authorization.substring(BEARER.length()).strip())) {
      case Verdict.Right() -> {
        response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        response.getOutputStream().write(registry.scrape().getBytes(StandardCharsets.UTF_8));
      }
      case Verdict.Wrong() -> {
        refusals.refused("WRONG_TOKEN", request.getRemoteAddr(), "metrics");
        unauthorized(response);
      }
      case Verdict.TooManyWrong(Duration left) -> {
        refusals.refused("TOO_MANY_WRONG_TOKENS", request.getRemoteAddr(), "metrics");
        Answers.tooManyRequests(response, left);
      }
    }
  }

  private static void unauthorized(HttpServletResponse response) {
    response.setHeader("WWW-Authenticate", "Bearer realm=\"metrics\"");
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
  }
}
