package renkei.gateway.jetty;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps from CXF what no endpoint is for: CXF gives an endpoint whatever begins with its path, and
 * answers the rest with a page of its own.
 */
final class MessagePaths extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient Set<String> paths = ConcurrentHashMap.newKeySet();
  private volatile boolean others;

  void serve(String path) {
    paths.add(path);
  }

  /** Resources are served as well, at paths of their own. */
  void serveOthers() {
    others = true;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    boolean below = paths.stream().anyMatch(served -> path.startsWith(served + "/"));
    if (paths.contains(path) || (others && !below)) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
