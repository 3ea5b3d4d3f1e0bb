package renkei.testagencies.soap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import renkei.signing.SigningIdentity;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;

/**
 * One party's HTTP calls over mutual TLS 1.3. Blocking, meant for virtual threads; connections are
 * kept and used again. How many idle ones are kept for each door is the JDK's setting {@code
 * http.maxConnections}. Thread-safe.
 */
public final class HttpsClient {

  private static final int CONNECT_TIMEOUT_MS = 5_000;

  private final SSLSocketFactory sockets;

  private HttpsClient(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  /** Calls as {@code identity} the servers that {@code trust} accepts. */
  public static HttpsClient of(SigningIdentity identity, CertificateTrust trust) {
    return new HttpsClient(Tls.context(identity, trust).getSocketFactory());
  }

  /** What a call sends as its body, straight to the connection. */
  @FunctionalInterface
  public interface Body {

    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * One call.
   *
   * @param method of HTTP
   * @param door whom to call
   * @param contentType of the body; empty if there is no body
   * @param body empty for none
   * @param timeout until the answer begins
   * @param authorization scheme and credential shown to the server, if there are any
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Call(
      String method,
      URI door,
      String contentType,
      byte[] body,
      Duration timeout,
      Optional<String> authorization) {

    /** A call that shows nothing. */
    public Call(String method, URI door, String contentType, byte[] body, Duration timeout) {
      this(method, door, contentType, body, timeout, Optional.empty());
    }

    /** Says where it goes and hides what it carries. */
    @Override
    public String toString() {
      return "Call[" + method + " " + door.getHost() + ":" + door.getPort() + "]";
    }
  }

  /**
   * Makes a call whose body is at hand.
   *
   * @throws IOException if no complete answer came; the call may have had its effect
   */
  public HttpReply send(Call call) throws IOException {
    HttpsURLConnection connection = open(call.method(), call.door(), call.timeout());
    call.authorization().ifPresent(shown -> connection.setRequestProperty("Authorization", shown));
    if (!call.contentType().isEmpty()) {
      connection.setRequestProperty("Content-Type", call.contentType());
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(call.body());
      }
    }
    return reply(connection);
  }

  /**
   * Posts a body of unknown length while it is being made.
   *
   * @throws IOException as above
   */
  public HttpReply stream(URI door, String contentType, Body body, Duration timeout)
      throws IOException {
    HttpsURLConnection connection = open("POST", door, timeout);
    connection.setRequestProperty("Content-Type", contentType);
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(64 * 1024);
    try (OutputStream out = connection.getOutputStream()) {
      body.writeTo(out);
    }
    return reply(connection);
  }

  private HttpsURLConnection open(String method, URI door, Duration timeout) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) door.toURL().openConnection();
    connection.setSSLSocketFactory(sockets);
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    return connection;
  }

  private static HttpReply reply(HttpsURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream in = status < 400 ? connection.getInputStream() : errors(connection)) {
      byte[] body = in == null ? new byte[0] : in.readAllBytes();
      return new HttpReply(status, connection.getHeaderField("Retry-After"), body);
    }
  }

  private static @Nullable InputStream errors(HttpsURLConnection connection) {
    return connection.getErrorStream();
  }
}
