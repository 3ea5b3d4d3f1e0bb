package renkei.testagencies.story;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.signing.SecretFile;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.soap.HttpReply;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.stage.Stage;

/** What operators see of the queues: the metrics at the operator door, and nothing of content. */
final class OperatorView {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern GAUGE =
      Pattern.compile("renkei_queue_(depth|oldest_age_seconds|rate)\\{(.*)} (\\S+)");

  private final HttpsClient http;
  private final URI metrics;
  private final String token;

  private OperatorView(HttpsClient http, URI metrics, String token) {
    this.http = http;
    this.metrics = metrics;
    this.token = token;
  }

  /** The figures of one queue at one moment. */
  record Queue(double depth, double oldestSeconds, double ratePerSecond) {

    private static final Queue NONE = new Queue(0, 0, 0);

    private Queue with(String figure, double value) {
      return switch (figure) {
        case "depth" -> new Queue(value, oldestSeconds, ratePerSecond);
        case "oldest_age_seconds" -> new Queue(depth, value, ratePerSecond);
        default -> new Queue(depth, oldestSeconds, value);
      };
    }
  }

  /** The view of whoever has the token in the platform's data folder. */
  static OperatorView of(Stage stage) {
    Path pki = stage.platform().data().resolve("pki");
    WorldKeys keys = WorldKeys.open(pki.resolve("world"), Clock.systemUTC());
    return new OperatorView(
        HttpsClient.of(keys.agency(stage.world().core().code()), keys.trust()),
        URI.create(origin(stage) + "/metrics"),
        SecretFile.text(pki.resolve("operator-token")));
  }

  /** Where the operator door is, without a path. */
  static String origin(Stage stage) {
    return "https://" + stage.doors().operator().getAuthority();
  }

  /**
   * All queues by lane, tenant and direction.
   *
   * @return empty if the door does not show them now
   */
  Optional<Map<String, Queue>> queues() {
    try {
      HttpReply reply =
          http.send(
              new HttpsClient.Call(
                  "GET", metrics, "", new byte[0], TIMEOUT, Optional.of("Bearer " + token)));
      if (reply.status() != 200) {
        return Optional.empty();
      }
      Map<String, Queue> queues = new LinkedHashMap<>();
      reply
          .text()
          .lines()
          .map(GAUGE::matcher)
          .filter(Matcher::matches)
          .forEach(m -> put(queues, m));
      return Optional.of(queues);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static void put(Map<String, Queue> queues, Matcher gauge) {
    String labels = gauge.group(2);
    String name =
        label(labels, "tenant") + " " + label(labels, "direction") + " " + label(labels, "lane");
    double value = Double.parseDouble(gauge.group(3));
    queues.merge(
        name,
        Queue.NONE.with(gauge.group(1), value),
        (known, _) -> known.with(gauge.group(1), value));
  }

  private static String label(String labels, String name) {
    Matcher label = Pattern.compile(name + "=\"([^\"]*)\"").matcher(labels);
    return label.find() ? label.group(1) : "";
  }
}
