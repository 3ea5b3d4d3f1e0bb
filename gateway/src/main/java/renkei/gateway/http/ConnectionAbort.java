package renkei.gateway.http;

import jakarta.servlet.ServletRequest;

/**
 * Ends an answer that has begun in such a way that its reader can tell it is not whole: the
 * connection closes without the last chunk (RFC 9112, 8).
 */
@FunctionalInterface
public interface ConnectionAbort {

  /** Where a door puts it, for each of its requests. */
  String ATTRIBUTE = ConnectionAbort.class.getName();

  /** Closes the connection. Nothing that was written and is not sent yet is sent any more. */
  void now();

  /** Closes the connection of this request; does nothing if the door cannot. */
  static void on(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof ConnectionAbort abort) {
      abort.now();
    }
  }
}
