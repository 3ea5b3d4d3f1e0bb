package renkei.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One kept TLS connection, on which a test sends bytes that no client of the JDK sends. */
public final class RawCaller implements AutoCloseable {

  private final SSLSocket socket;

  public RawCaller(SSLContext tls, int port) {
    this(tls, plain(port), port);
  }

  /** TLS over a connection on which something was said before. */
  public RawCaller(SSLContext tls, Socket said, int port) {
    try {
      socket = (SSLSocket) tls.getSocketFactory().createSocket(said, "127.0.0.1", port, true);
      socket.setSoTimeout(30_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket plain(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What came back.
   *
   * @param head status line and headers
   */
  public record Answer(int status, String head, String body) {

    public Optional<String> header(String name) {
      Matcher line = Pattern.compile("(?im)^" + name + ":[ ]*(.*?)\\r?$").matcher(head);
      return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }
  }

  /** Sends text, a byte for each character, and reads one answer. */
  public Answer ask(String text) throws IOException {
    send(text);
    return read();
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Reads one answer and leaves the connection open. */
  public Answer read() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) next(in));
    }
    Answer answer = new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), "");
    StringBuilder body = new StringBuilder();
    if (answer.header("Transfer-Encoding").isPresent()) {
      while (body.indexOf("0\r\n\r\n") < 0) {
        body.append((char) next(in));
      }
    }
    int length = answer.header("Content-Length").map(Integer::parseInt).orElse(0);
    body.append(new String(in.readNBytes(length), ISO_8859_1));
    return new Answer(answer.status(), answer.head(), body.toString());
  }

  private static int next(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new IOException("closed without an answer");
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
