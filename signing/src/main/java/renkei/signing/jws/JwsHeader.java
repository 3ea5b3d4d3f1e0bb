package renkei.signing.jws;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.signing.trust.CertificateTrust;

/**
 * The header of a signed file: exactly its algorithm, its type and the signer's certificates (RFC
 * 7515, 4.1). A header that names a key by URL, brings a key of its own, or calls for an extension
 * by {@code crit} has a member too many.
 *
 * @param certificates standard base64 of DER each, the signer's first
 */
record JwsHeader(String algorithm, String type, List<String> certificates) {

  private static final Set<String> MEMBERS = Set.of("alg", "typ", "x5c");

  /** The text of it, as it is signed. */
  byte[] text() {
    JsonArrayBuilder chain = Json.createArrayBuilder();
    certificates.forEach(chain::add);
    return Json.createObjectBuilder()
        .add("alg", algorithm)
        .add("typ", type)
        .add("x5c", chain)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a header; empty if it is any other than of this form. */
  static Optional<JwsHeader> read(byte[] text) {
    return StrictJson.read(text).flatMap(JwsHeader::of);
  }

  private static Optional<JwsHeader> of(JsonObject header) {
    if (header.keySet().equals(MEMBERS)
        && header.get("alg") instanceof JsonString algorithm
        && header.get("typ") instanceof JsonString type
        && header.get("x5c") instanceof JsonArray chain) {
      boolean readable =
          !chain.isEmpty()
              && chain.size() <= CertificateTrust.MOST_CERTIFICATES
              && chain.stream().allMatch(JsonString.class::isInstance);
      return readable
          ? Optional.of(
              new JwsHeader(
                  algorithm.getString(),
                  type.getString(),
                  chain.stream().map(value -> ((JsonString) value).getString()).toList()))
          : Optional.empty();
    }
    return Optional.empty();
  }

  static String base64(byte[] der) {
    return Base64.getEncoder().encodeToString(der);
  }
}
