package renkei.signing.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import renkei.signing.BoundedWait;
import renkei.signing.evidence.TimeStampAuthority;
import renkei.signing.revocation.RevocationUpdates;

/**
 * Reaches revocation lists, OCSP responders (RFC 6960, appendix A) and time-stamp authorities (RFC
 * 3161, section 3.4) by HTTP. Each exchange ends within one deadline, connecting and the last byte
 * included, and takes in no more than a stated size. It follows no redirection and uses no proxy:
 * only what is named is called. Thread-safe.
 */
public final class HttpTransfer implements RevocationUpdates.Transfer, AutoCloseable {

  private static final String OCSP = "application/ocsp-request";
  private static final String TIME_STAMP = "application/timestamp-query";

  private final Duration deadline;
  private final int maxBytes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  private HttpTransfer(Duration deadline, int maxBytes) {
    this.deadline = deadline;
    this.maxBytes = maxBytes;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.of(null))
            .connectTimeout(deadline)
            .executor(threads)
            .build();
  }

  /**
   * Transfers.
   *
   * @param deadline of one exchange as a whole
   * @param maxBytes of one answer
   */
  public static HttpTransfer within(Duration deadline, int maxBytes) {
    return new HttpTransfer(deadline, maxBytes);
  }

  /**
   * Gets a list, or asks a responder.
   *
   * @throws IOException if there is no whole answer, and for an address that is not HTTP's:
   *     certificates name directories (LDAP) too
   */
  @Override
  public byte[] exchange(URI location, byte[] request) throws IOException {
    if (!isHttp(location)) {
      throw new IOException("an address of another kind than HTTP's");
    }
    return exchange(
        request.length == 0
            ? HttpRequest.newBuilder(location).GET()
            : post(location, OCSP, request));
  }

  /**
   * The way to a time-stamp authority at that address.
   *
   * @throws IllegalArgumentException if the address is not HTTP's
   */
  public TimeStampAuthority.Exchange timeStampsOf(URI authority) {
    if (!isHttp(authority)) {
      throw new IllegalArgumentException("an address of another kind than HTTP's");
    }
    return request -> exchange(post(authority, TIME_STAMP, request));
  }

  private static boolean isHttp(URI address) {
    return address.getHost() != null
        && ("http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme()));
  }

  private static HttpRequest.Builder post(URI location, String type, byte[] request) {
    return HttpRequest.newBuilder(location)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(request));
  }

  private byte[] exchange(HttpRequest.Builder request) throws IOException {
    Future<byte[]> answer;
    try {
      answer = threads.submit(() -> answer(request.build()));
    } catch (RejectedExecutionException e) {
      throw new IOException("closed", e);
    }
    try {
      return BoundedWait.result(answer, deadline).orElseThrow(() -> new IOException("interrupted"));
    } catch (TimeoutException e) {
      throw new IOException("no whole answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException("no answer", e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private byte[] answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    // Closing the stream before its end closes the connection.
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("HTTP status " + response.statusCode());
      }
      byte[] bytes = body.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IOException("an answer of more than " + maxBytes + " bytes");
      }
      return bytes;
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
