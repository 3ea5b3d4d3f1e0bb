package renkei.gateway.cli;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import renkei.gateway.contract.PartyNames;
import renkei.signing.SigningIdentity;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.CertificateTrust;

/**
 * The operator door from outside. The platform is known by its certificate's one URI name, whatever
 * the host it is called by.
 */
final class OperatorDoorClient {

  private static final int PATIENCE_MILLIS = 30_000;

  private final URI door;
  private final SSLContext tls;
  private @Nullable String authorization;
  private int patienceMillis = PATIENCE_MILLIS;

  OperatorDoorClient(URI door, CertificateTrust trust, Optional<SigningIdentity> identity) {
    this.door = door;
    this.tls = context(trust, identity.map(Tls::keyManagers).orElse(new KeyManager[0]));
  }

  /** The platform's own words. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String words) {
      super(words);
    }
  }

  private static SSLContext context(CertificateTrust trust, KeyManager[] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys, Tls.trustManagers(trust), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS 1.3", e);
    }
  }

  void logIn(String login, String password, String code) throws IOException {
    JsonObject credential =
        Json.createObjectBuilder()
            .add("login", login)
            .add("password", password)
            .add("code", code)
            .build();
    authorization = "Bearer " + post("/operators/sessions", credential).getString("session");
  }

  void showMachineCode(String code) {
    authorization = "Machine " + code;
  }

  /** How long the platform may take for what comes next. */
  void waitUpTo(Duration patience) {
    patienceMillis = Math.toIntExact(patience.toMillis());
  }

  JsonObject get(String path) throws IOException {
    return json(send("GET", path, new byte[0]));
  }

  String text(String path) throws IOException {
    return new String(send("GET", path, new byte[0]), StandardCharsets.UTF_8);
  }

  JsonObject post(String path, JsonObject fields) throws IOException {
    return json(send("POST", path, fields.toString().getBytes(StandardCharsets.UTF_8)));
  }

  JsonObject put(String path, String type, byte[] content) throws IOException {
    return json(send("PUT", path, type, content));
  }

  private byte[] send(String method, String path, byte[] body) throws IOException {
    return send(method, path, "application/json", body);
  }

  private byte[] send(String method, String path, String type, byte[] body) throws IOException {
    URL url = door.resolve(path).toURL();
    HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
    connection.setSSLSocketFactory(tls.getSocketFactory());
    connection.setHostnameVerifier((_, session) -> isPlatform(session));
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(patienceMillis);
    connection.setRequestMethod(method);
    if (authorization != null) {
      connection.setRequestProperty("Authorization", authorization);
    }
    if (body.length > 0) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", type);
      connection.getOutputStream().write(body);
    }
    if (connection.getResponseCode() >= 400) {
      throw new RefusedException(words(connection));
    }
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private static String words(HttpsURLConnection connection) throws IOException {
    try (InputStream in = connection.getErrorStream()) {
      JsonObject problem = json(in == null ? new byte[0] : in.readAllBytes());
      String ja = problem.getString("detailJa", "");
      return "refused: %s%s (%s)"
          .formatted(
              problem.getString("detail", ""),
              ja.isEmpty() ? "" : " " + ja,
              problem.getString("code", ""));
    }
  }

  private static JsonObject json(byte[] bytes) throws IOException {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new IOException("what answers is no platform", e);
    }
  }

  private static boolean isPlatform(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate
          && CertificateNames.uris(certificate).equals(List.of(PartyNames.PLATFORM));
    } catch (SSLPeerUnverifiedException _) {
      return false;
    }
  }
}
