package renkei.testagencies.platform;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import renkei.signing.SecretFile;
import renkei.testagencies.soap.HttpReply;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.vocabulary.TenantId;

/**
 * Two operators of a new platform: the code in the data folder adds them, each sets its own
 * password and one-time codes, and from then on what needs two people is proposed by the one and
 * approved by the other. The contract is the operators' interface in {@code docs/operations.md}.
 */
public final class Operators {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String PASSWORD = "for one demonstration only";
  private static final String CODE_FILE = "operators-code";
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final int STEP_SECONDS = 30;
  private static final String LOGIN = "login";

  private final HttpsClient http;
  private final URI door;
  private final Clock clock;
  private final String proposing;
  private final String approving;

  private Operators(HttpsClient http, URI door, Path data, Clock clock) {
    this.http = http;
    this.door = door;
    this.clock = clock;
    this.proposing = enrolled("proposer", data);
    this.approving = enrolled("approver", data);
  }

  /**
   * Adds and enrols both.
   *
   * @param data the platform's folder
   * @throws IllegalStateException if the platform refuses one of the steps
   */
  public static Operators enrol(HttpsClient http, Doors doors, Path data, Clock clock) {
    return new Operators(http, doors.operator(), data, clock);
  }

  /** Lets a member of staff act who is known by a certificate of its own. */
  public void addStaff(TenantId tenant, X509Certificate certificate) {
    JsonObject proposed =
        post(
            "/persons",
            "Bearer " + proposing,
            Map.of(
                LOGIN,
                "staff",
                "name",
                "窓口担当 " + tenant.value(),
                "rights",
                "observe,decide",
                "until",
                lastDay(),
                "tenant",
                tenant.value(),
                "certificate",
                pem(certificate)));
    JsonObject _ =
        post(
            "/proposals/approve",
            "Bearer " + approving,
            Map.of("id", proposed.getString("proposal")));
  }

  private String enrolled(String login, Path data) {
    JsonObject added =
        post(
            "/persons",
            "Machine " + code(data),
            Map.of(
                LOGIN,
                login,
                "name",
                "Demonstration, " + login,
                "rights",
                "observe,operate,approve,persons",
                "until",
                lastDay()));
    String enrolment = added.getString("enrolment");
    byte[] secret =
        unbase32(post("/enrolments", "", Map.of("enrolment", enrolment)).getString("secret"));
    long step = clock.instant().getEpochSecond() / STEP_SECONDS;
    JsonObject _ =
        post(
            "/enrolments/finish",
            "",
            Map.of("enrolment", enrolment, "password", PASSWORD, "code", code(secret, step)));
    // Each code is good once; the next one counts already.
    return post(
            "/sessions",
            "",
            Map.of(LOGIN, login, "password", PASSWORD, "code", code(secret, step + 1)))
        .getString("session");
  }

  private String lastDay() {
    return LocalDate.ofInstant(clock.instant(), JAPAN).plusDays(30).toString();
  }

  private static String code(Path data) {
    return SecretFile.text(data.resolve(CODE_FILE));
  }

  /** RFC 6238 with HMAC-SHA-256 and six digits; the truncation is that of RFC 4226, 5.3. */
  static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /** RFC 4648, 6. */
  private static byte[] unbase32(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int bits = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      held = (held << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }

  private static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate cannot be written", e);
    }
  }

  private JsonObject post(String path, String authorization, Map<String, String> fields) {
    var json = Json.createObjectBuilder();
    fields.forEach(json::add);
    byte[] body = json.build().toString().getBytes(StandardCharsets.UTF_8);
    URI to = door.resolve("/operators" + path);
    try {
      HttpReply reply =
          http.send(
              new HttpsClient.Call(
                  "POST",
                  to,
                  "application/json",
                  body,
                  TIMEOUT,
                  Optional.of(authorization).filter(shown -> !shown.isEmpty())));
      if (reply.status() >= 300) {
        throw new IllegalStateException(
            "the operator door answers " + reply.status() + " to " + path + ": " + reply.text());
      }
      try (JsonReader reader = Json.createReader(new StringReader(reply.text()))) {
        return reader.readObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no answer to " + path, e);
    }
  }
}
