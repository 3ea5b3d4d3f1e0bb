package renkei.gateway.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import renkei.signing.SigningIdentity;

/** One party's TLS client. */
public final class HttpCaller implements AutoCloseable {

  private final HttpClient client;
  private final URI door;

  public HttpCaller(SigningIdentity identity, int port) {
    this.client =
        HttpClient.newBuilder()
            .sslContext(Parties.shared().tls(identity))
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    this.door = URI.create("https://127.0.0.1:" + port);
  }

  public HttpResponse<String> send(String method, String path, String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(door.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    return send(type.isEmpty() ? request : request.header("Content-Type", type));
  }

  /** Sends whatever the builder says; its path is relative to the door. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public URI at(String path) {
    return door.resolve(path);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
