package renkei.gateway.jetty;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Answers from the first moment of a door: 503 until what is behind it has started, instead of a
 * connection that is taken and told nothing. And answers, where it was told to, whether the
 * platform lives and is ready: {@code /live} is 200 as long as anybody is here to say so, {@code
 * /ready} is 200 or 503 with the reason.
 */
final class OpeningGate extends Handler.Wrapper {

  private static final String RETRY_AFTER_SECONDS = "5";

  private volatile boolean open;
  private volatile Optional<Supplier<Optional<String>>> whyNotReady = Optional.empty();

  OpeningGate() {
    super(true);
  }

  /** Lets requests in to {@code inner}, which is started here. */
  void open(Handler inner) throws Exception {
    inner.setServer(getServer());
    setHandler(inner);
    if (!inner.isStarted()) {
      inner.start();
    }
    open = true;
  }

  /** Answers probes from now on. */
  void answerProbes(Supplier<Optional<String>> why) {
    whyNotReady = Optional.of(why);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (whyNotReady.isPresent() && isRead(request)) {
      switch (Request.getPathInContext(request)) {
        case "/live" -> {
          return answer(HttpStatus.OK_200, "live", response, callback);
        }
        case "/ready" -> {
          Optional<String> why = whyNotReady.get().get();
          return answer(
              why.isEmpty() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
              why.orElse("ready"),
              response,
              callback);
        }
        default -> {}
      }
    }
    if (open) {
      return super.handle(request, response, callback);
    }
    Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    return true;
  }

  private static boolean isRead(Request request) {
    return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
  }

  private static boolean answer(int status, String text, Response response, Callback callback) {
    response.setStatus(status);
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    response.write(true, BufferUtil.toBuffer(body), callback);
    return true;
  }
}
