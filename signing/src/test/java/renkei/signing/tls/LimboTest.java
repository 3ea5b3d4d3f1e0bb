package renkei.signing.tls;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import renkei.signing.SharedData;
import renkei.signing.StatedTable;
import renkei.signing.revocation.RevocationCache;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.trust.RevocationStatus;

/**
 * x509-limbo: path validation as TLS asks for it here. {@code docs/signing-limbo.md} has our
 * verdict on each case; where it differs from the expected one the reason stands in {@link
 * #REASONS}.
 */
class LimboTest {

  /** Why our verdict differs, by case. */
  private static final Map<String, String> REASONS = new TreeMap<>();

  static {
    because(
        "the longest path is fixed here, and no caller can shorten it",
        "pathlen::max-chain-depth-0-exhausted",
        "pathlen::max-chain-depth-1-exhausted");
    because(
        "an issuer's certificate stands for no party here; webpki::ca-as-leaf expects the same",
        "pathlen::validation-ignores-pathlen-in-leaf",
        "rfc5280::ca-as-leaf");
    because(
        "its cross-signed root has no authority key identifier; "
            + "rfc5280::aki::cross-signed-root-missing-aki expects that to be refused",
        "cve::cve-2024-0567");
    because(
        "the JDK takes the common name of an issuer without alternative names for a host name, and "
            + "applies the constraint to it: refused where it could be accepted",
        "rfc5280::nc::nc-forbids-alternate-chain-ica");
    because(
        "a rule of the CA/Browser Forum for public servers about key identifiers of roots",
        "webpki::aki::root-with-aki-all-fields",
        "webpki::aki::root-with-aki-authoritycertissuer",
        "webpki::aki::root-with-aki-authoritycertserialnumber",
        "webpki::aki::root-with-aki-missing-keyidentifier",
        "webpki::aki::root-with-aki-ski-mismatch");
    because(
        "a rule of the CA/Browser Forum about the common name, which is never read as a name here",
        "webpki::cn::case-mismatch",
        "webpki::cn::ipv4-hex-mismatch",
        "webpki::cn::ipv4-leading-zeros-mismatch",
        "webpki::cn::ipv6-non-rfc5952-mismatch",
        "webpki::cn::ipv6-uncompressed-mismatch",
        "webpki::cn::ipv6-uppercase-mismatch",
        "webpki::cn::not-in-san",
        "webpki::cn::punycode-not-in-san",
        "webpki::cn::utf8-vs-punycode-mismatch");
    because(
        "a rule of the CA/Browser Forum; RFC 5280, 4.2.1.12 allows it, and rfc5280::eku expects so",
        "webpki::eku::ee-without-eku");
    because(
        "a rule of the CA/Browser Forum; RFC 5280, 4.2.1.12 allows it",
        "webpki::eku::ee-anyeku",
        "webpki::eku::ee-critical-eku",
        "webpki::eku::root-has-eku");
    because(
        "authority information is never followed here, so nothing depends on its form",
        "webpki::malformed-aia");
    because(
        "RFC 5280, 4.2.1.10 asks for critical constraints; rfc5280::nc expects the refusal",
        "webpki::nc::permitted-dns-match-noncritical");
    because(
        "the list of public suffixes is a matter of browsers; the anchors here are chosen one by one",
        "webpki::san::public-suffix-multi-label-wildcard-san",
        "webpki::san::public-suffix-private-namespace-wildcard-san");
    because(
        "a rule of the CA/Browser Forum; RFC 5280, 4.2.1.6 only says SHOULD",
        "webpki::san::san-critical-with-nonempty-subject");
  }

  private static void because(String reason, String... cases) {
    for (String id : cases) {
      REASONS.put(id, reason);
    }
  }

  /** One case and what came of it. */
  private record Case(String id, boolean expected, String wrong) {

    boolean accepted() {
      return wrong.isEmpty();
    }

    boolean agrees() {
      return expected == accepted();
    }

    String row() {
      return "| %s | %s | %s | %s |\n"
          .formatted(
              id,
              expected ? "accept" : "refuse",
              accepted() ? "accepted" : "refused: " + wrong,
              agrees() ? "" : "**" + REASONS.get(id) + "**");
    }
  }

  private static List<Case> cases() {
    JsonObject limbo = SharedData.json(SharedData.orSkip("x509-limbo/limbo.json"));
    return limbo.getJsonArray("testcases").stream()
        .map(JsonValue::asJsonObject)
        .map(
            test ->
                new Case(
                    test.getString("id"),
                    test.getString("expected_result").equals("SUCCESS"),
                    wrongWith(test)))
        .toList();
  }

  @Test
  void reachesTheExpectedVerdictOrSaysWhyNot() throws IOException {
    List<Case> cases = cases();

    assertThat(cases)
        .allSatisfy(one -> assertThat(REASONS.containsKey(one.id())).isNotEqualTo(one.agrees()));
    long agreed = cases.stream().filter(Case::agrees).count();
    String head =
        "%d of %d cases as expected, %d not.\n\n| case | expected | ours | why it differs |\n|---|---|---|---|\n"
            .formatted(agreed, cases.size(), cases.size() - agreed);
    StatedTable.of("signing-limbo.md")
        .assertStates(head + cases.stream().map(Case::row).collect(Collectors.joining()));
  }

  private static String wrongWith(JsonObject test) {
    try {
      List<X509Certificate> chain = new ArrayList<>();
      chain.add(certificate(test.getString("peer_certificate")));
      chain.addAll(certificates(test, "untrusted_intermediates"));
      Set<X509Certificate> anchors = new HashSet<>(certificates(test, "trusted_certs"));
      Instant at = instant(test);
      Clock clock = Clock.fixed(at, ZoneOffset.UTC);
      CertificateTrust trust =
          CertificateTrust.anchoredAt(anchors, revocation(test, anchors, clock), clock);
      CertificateTrustManager.checkPeer(trust.check(chain, at), chain.getFirst(), purpose(test));
      return name(test, chain.getFirst());
    } catch (CertificateException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).replaceAll("[|\n]", " ");
    }
  }

  /**
   * Each list goes to the anchor it names as its issuer; one that is refused fails the case. Where
   * the case has no list of an issuer, nothing is asked about its certificates.
   */
  private static RevocationStatus revocation(
      JsonObject test, Set<X509Certificate> anchors, Clock clock) throws CertificateException {
    RevocationCache cache = new RevocationCache(Duration.ZERO, clock);
    for (JsonString pem : test.getJsonArray("crls").getValuesAs(JsonString.class)) {
      byte[] list = derOf(pem.getString());
      for (X509Certificate issuer : anchors) {
        if (cache.addList(list, issuer) instanceof RevocationCache.Addition.Refused(String reason)
            && anchors.size() == 1) {
          throw new CertificateException("revocation list refused: " + reason);
        }
      }
    }
    return (certificate, issuer, at) ->
        switch (cache.of(certificate, issuer, at)) {
          case RevocationStatus.Status.Unknown _ -> new RevocationStatus.Status.Good();
          case RevocationStatus.Status known -> known;
        };
  }

  private static byte[] derOf(String pem) {
    return Base64.getMimeDecoder()
        .decode(pem.replaceAll("-----[A-Z0-9 ]+-----", "").getBytes(StandardCharsets.US_ASCII));
  }

  private static String name(JsonObject test, X509Certificate peer) throws CertificateException {
    if (!(test.get("expected_peer_name") instanceof JsonObject expected)
        || expected.getString("kind").equals("RFC822")) {
      return "";
    }
    return HostNames.match(peer, expected.getString("value"))
        ? ""
        : "certificate does not carry the name";
  }

  private static String purpose(JsonObject test) {
    return test.getString("validation_kind").equals("CLIENT")
            || test.getJsonArray("extended_key_usage").toString().contains("clientAuth")
        ? CertificateTrustManager.CLIENT
        : CertificateTrustManager.SERVER;
  }

  /** Cases without an instant are as of when the suite was made. */
  private static Instant instant(JsonObject test) {
    return test.get("validation_time") instanceof JsonString time
        ? OffsetDateTime.parse(time.getString()).toInstant()
        : Instant.parse("2026-01-01T00:00:00Z");
  }

  private static List<X509Certificate> certificates(JsonObject test, String field)
      throws CertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (JsonString pem : test.getJsonArray(field).getValuesAs(JsonString.class)) {
      certificates.add(certificate(pem.getString()));
    }
    return certificates;
  }

  private static X509Certificate certificate(String pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
