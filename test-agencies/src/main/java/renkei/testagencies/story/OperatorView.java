package renkei.testagencies.story;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import renkei.signing.CertificateTrust;
import renkei.signing.SigningIdentity;
import renkei.testagencies.soap.HttpReply;
import renkei.testagencies.soap.HttpsClient;

/** What operators see: the metrics at the operator door. */
final class OperatorView {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpsClient http;
  private final URI metrics;
  private final String token;

  private OperatorView(HttpsClient http, URI metrics, String token) {
    this.http = http;
    this.metrics = metrics;
    this.token = token;
  }

  static OperatorView of(URI operator, Path data, SigningIdentity any, CertificateTrust trust)
      throws IOException {
    String token = Files.readString(data.resolve("pki").resolve("operator-token")).strip();
    return new OperatorView(HttpsClient.of(any, trust), URI.create(operator + "/metrics"), token);
  }

  /**
   * The sum of a gauge over all queues of a lane.
   *
   * @return empty if the door does not show it now
   */
  Optional<Double> sum(String gauge, String lane) {
    try {
      HttpReply reply =
          http.send(
              new HttpsClient.Call("GET", metrics, "", new byte[0], TIMEOUT, Optional.of(token)));
      if (reply.status() != 200) {
        return Optional.empty();
      }
      String label = "lane=\"" + lane.toLowerCase(Locale.ROOT) + "\"";
      return Optional.of(
          reply
              .text()
              .lines()
              .filter(line -> line.startsWith(gauge + "{"))
              .filter(line -> line.toLowerCase(Locale.ROOT).contains(label))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
