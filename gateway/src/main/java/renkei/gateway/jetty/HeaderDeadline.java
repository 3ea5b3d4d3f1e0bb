package renkei.gateway.jetty;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that do not say in time what they want. The idle timeout begins anew with each
 * byte, and the minimum data rate is that of bodies: without this, whoever sends one byte of a
 * header now and then holds a connection for ever, before he has shown any certificate.
 */
final class HeaderDeadline extends Handler.Wrapper implements Connection.Listener {

  private final Scheduler scheduler;
  private final Duration first;
  private final Duration next;
  private final Reports reports;
  private final ConcurrentMap<Connection, Scheduler.Task> waiting = new ConcurrentHashMap<>();

  /**
   * @param first from the TCP connection to the end of the first request's headers; the TLS
   *     handshake is within
   * @param next from an answer to the end of the next request's headers
   */
  HeaderDeadline(
      Handler inner, Scheduler scheduler, Duration first, Duration next, Reports reports) {
    super(inner);
    this.scheduler = scheduler;
    this.first = first;
    this.next = next;
    this.reports = reports;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) {
      await(connection, first);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    stop(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    stop(connection);
    Request.addCompletionListener(request, _ -> await(connection, next));
    return super.handle(request, response, callback);
  }

  private void await(Connection connection, Duration limit) {
    if (!connection.getEndPoint().isOpen()) {
      return;
    }
    Scheduler.Task task =
        scheduler.schedule(() -> end(connection), limit.toMillis(), TimeUnit.MILLISECONDS);
    Scheduler.Task before = waiting.put(connection, task);
    if (before != null) {
      before.cancel();
    }
    if (!connection.getEndPoint().isOpen()) {
      stop(connection);
    }
  }

  private void stop(Connection connection) {
    Scheduler.Task task = waiting.remove(connection);
    if (task != null) {
      task.cancel();
    }
  }

  private void end(Connection connection) {
    if (waiting.remove(connection) != null) {
      if (connection.getMessagesIn() == 0) {
        reports.refused("SLOW_HEADERS", "no request within " + first + " of the connection");
      }
      connection.getEndPoint().close(new IOException("no request in time"));
    }
  }
}
