package renkei.gateway.jetty;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.RefusalForm;
import renkei.gateway.http.ServerRefusal;

/**
 * The one place where a door tells what its server refuses: counted and logged, in the form of the
 * endpoint that was called.
 */
final class DoorErrors extends ErrorHandler {

  static final String RETRY_AFTER_SECONDS = "5";

  /** How much of a body that is refused unread is taken in, so that the refusal is heard; bytes. */
  static final int PASSED_OVER = 8 << 20;

  static final Duration PATIENCE_AFTER_REFUSAL = Duration.ofSeconds(5);

  private final Reports reports;
  private final Entrances entrances;
  private final Scheduler scheduler;

  DoorErrors(Reports reports, Entrances entrances, Scheduler scheduler) {
    this.reports = reports;
    this.entrances = entrances;
    this.scheduler = scheduler;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    Optional<Refused> refused = Refused.in(request, code);
    String because = refused.map(Refused::because).orElseGet(() -> because(cause));
    RefusalForm.Told told =
        entrances
            .form(request)
            .tell(
                new ServerRefusal(
                    code,
                    refused.map(Refused::kind).orElseGet(() -> ServerRefusal.kindOf(code)),
                    because,
                    Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE))));
    reports.refused(told.reason(), Peer.caller(request), because);
    Headers.harden(response.getHeaders());
    refused.ifPresent(known -> known.headers().forEach(response.getHeaders()::put));
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, told.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, told.body().length);
    boolean last = !isBodyUnderWay(request);
    response.write(
        last,
        BufferUtil.toBuffer(told.body()),
        last
            ? callback
            : Callback.from(() -> passOver(request, response, callback), callback::failed));
  }

  private static String because(@Nullable Throwable cause) {
    return cause == null
        ? "by the server"
        : "by the server, because of " + cause.getClass().getSimpleName();
  }

  /** Whether the caller is sending a body that nobody has read. */
  private static boolean isBodyUnderWay(Request request) {
    return request.getLength() != 0
        && !request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
  }

  /**
   * Closing a connection on which something still arrives makes TCP throw away what was sent last:
   * the refusal would not be read (RFC 9112, 9.6).
   */
  private void passOver(Request request, Response response, Callback callback) {
    AtomicBoolean done = new AtomicBoolean();
    Runnable end =
        () -> {
          if (!done.getAndSet(true)) {
            response.write(true, BufferUtil.EMPTY_BUFFER, callback);
          }
        };
    Scheduler.Task late =
        scheduler.schedule(end, PATIENCE_AFTER_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
    passOver(
        request,
        0,
        () -> {
          late.cancel();
          end.run();
        });
  }

  private static void passOver(Request request, long before, Runnable end) {
    long passed = before;
    while (passed <= PASSED_OVER) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        long soFar = passed;
        request.demand(() -> passOver(request, soFar, end));
        return;
      }
      passed += chunk.remaining();
      boolean over = chunk.isLast() || Content.Chunk.isFailure(chunk);
      chunk.release();
      if (over) {
        break;
      }
    }
    end.run();
  }
}
