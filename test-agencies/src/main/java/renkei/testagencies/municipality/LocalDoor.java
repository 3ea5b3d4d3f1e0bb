package renkei.testagencies.municipality;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import renkei.testagencies.soap.HttpReply;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.soap.HttpsClient.Body;
import renkei.testagencies.soap.HttpsClient.Call;
import renkei.testagencies.vocabulary.TenantId;

/**
 * One caller's way through the local REST door of the platform, inside its own tenant. Waits and
 * tries again while the door says 503 or cannot be reached: every call here is safe to repeat.
 * Thread-safe.
 */
final class LocalDoor {

  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int TRIES = 450;
  private static final int NOT_FOUND = 404;
  private static final byte[] NOTHING = new byte[0];

  private final HttpsClient http;
  private final URI local;
  private final String base;

  LocalDoor(HttpsClient http, URI local, TenantId tenant) {
    this.http = http;
    this.local = local;
    base = local + "/tenants/" + tenant.value() + "/";
  }

  JsonObject get(String path) {
    return json(expect(call("GET", path, "", NOTHING), path).text()).asJsonObject();
  }

  JsonArray list(String path) {
    return json(expect(call("GET", path, "", NOTHING), path).text()).asJsonArray();
  }

  /** Whether there is something at a path. */
  boolean has(String path) {
    HttpReply reply = call("GET", path, "", NOTHING);
    return reply.status() != NOT_FOUND && expect(reply, path).status() > 0;
  }

  /** All exchange records of one role, one JSON object for each. */
  Stream<JsonObject> records(boolean asProvider) {
    String path = "records?role=" + (asProvider ? "PROVIDER" : "INQUIRER");
    return expect(call("GET", path, "", NOTHING), path)
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> json(line).asJsonObject());
  }

  JsonObject post(String path, JsonStructure body) {
    return json(expect(postForReply(path, body), path).text()).asJsonObject();
  }

  /** Whatever the door says to it, refusals included. */
  HttpReply postForReply(String path, JsonStructure body) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return call("POST", path, "application/json", bytes);
  }

  /** Whatever the door says to a call into another tenant's part. */
  HttpReply reachInto(TenantId otherTenant, String path) {
    return new LocalDoor(http, local, otherTenant).call("GET", path, "", NOTHING);
  }

  void change(String method, String path) {
    boolean withBody = method.equals("POST") || method.equals("PUT");
    expect(
        call(
            method,
            path,
            withBody ? "application/json" : "",
            withBody ? "{}".getBytes(StandardCharsets.UTF_8) : NOTHING),
        path);
  }

  /** Streams a load; tried once, since what was committed is known only from the receipt. */
  JsonObject load(String path, String contentType, Body body) {
    try {
      HttpReply reply =
          http.stream(URI.create(base + path), contentType, body, TIMEOUT.multipliedBy(3));
      return json(expect(reply, path).text()).asJsonObject();
    } catch (IOException e) {
      throw new LocalDoorException("no answer to " + path, e);
    }
  }

  private HttpReply call(String method, String path, String contentType, byte[] body) {
    Call call = new Call(method, URI.create(base + path), contentType, body, TIMEOUT);
    for (int tries = 1; ; tries++) {
      try {
        HttpReply reply = http.send(call);
        if (reply.status() != 503 || tries == TRIES) {
          return reply;
        }
      } catch (IOException e) {
        if (tries == TRIES) {
          throw new LocalDoorException("no answer to " + path, e);
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalDoorException("stopped while waiting for the local door", e);
    }
  }

  private static HttpReply expect(HttpReply reply, String path) {
    if (reply.status() >= 300) {
      throw new LocalDoorException(
          "the local door answers " + reply.status() + " to " + path + ": " + reply.text());
    }
    return reply;
  }

  private static JsonStructure json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.read();
    }
  }
}
