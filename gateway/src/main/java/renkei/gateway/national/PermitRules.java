package renkei.gateway.national;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import renkei.broker.message.Decision;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AgencyCode;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.contract.MessageContents;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.contract.SealingChain;
import renkei.signing.trust.CertificateTrust;

/**
 * A permit belongs to one inquirer, one provider and one message: what must agree before anything
 * is kept. Whether the exchange is allowed is decided later, in the transaction that records it.
 */
final class PermitRules {

  /** Bit keyAgreement of the key usage (RFC 5280, 4.2.1.3). */
  private static final int KEY_AGREEMENT = 4;

  private final AgencyDirectory directory;
  private final CertificateTrust trust;
  private final Set<String> routes;

  PermitRules(AgencyDirectory directory, CertificateTrust trust, Set<String> routes) {
    this.directory = directory;
    this.trust = trust;
    this.routes = Set.copyOf(routes);
  }

  /**
   * A rule that is broken.
   *
   * @param because which, for the log
   */
  record Broken(Refusal refusal, String because) {

    private static Broken mismatch(String because) {
      return new Broken(Refusal.PERMIT_MISMATCH, because);
    }
  }

  /** The rule that a permitted inquiry breaks. */
  Optional<Broken> broken(MessageContents.Asked asked, AgencyCode receiver, Instant now) {
    List<Permit> permits =
        asked.inquiry().exchanges().stream().map(PermittedInquiry.Asked::permit).toList();
    if (!permits.stream().allMatch(permit -> permit.provider().equals(receiver))) {
      return Optional.of(Broken.mismatch("the permit names another provider than the receiver"));
    }
    return brokenBy(asked.sealing(), asked.inquiry().inquirer(), now)
        .map(Broken::mismatch)
        .or(() -> first(permits, permit -> brokenByAny(permit, now)))
        .or(() -> first(permits, this::unlessRouteIsKnown));
  }

  private static Optional<Broken> first(
      List<Permit> permits, Function<Permit, Optional<Broken>> rule) {
    return permits.stream().flatMap(permit -> rule.apply(permit).stream()).findFirst();
  }

  /** The answer goes by that route; without it every answer would be tried until it expires. */
  private Optional<Broken> unlessRouteIsKnown(Permit permit) {
    return routes.contains(permit.route())
        ? Optional.empty()
        : Optional.of(
            new Broken(Refusal.UNKNOWN_ROUTE, "the permit names a route that leads nowhere here"));
  }

  /**
   * The core names the inquirer and hands on its certificate, but does not vouch for its key: a
   * core that could bring a key of its own could read what it must never see.
   */
  private Optional<String> brokenBy(SealingChain sealing, AgencyCode inquirer, Instant now) {
    X509Certificate leaf = sealing.leaf();
    if (!PartyNames.isOf(inquirer, leaf)) {
      return Optional.of("the sealing certificate is not the inquirer's");
    }
    if (!(leaf.getPublicKey() instanceof ECPublicKey)) {
      return Optional.of("the sealing certificate's key is of another kind than EC");
    }
    boolean[] usages = leaf.getKeyUsage();
    if (usages == null || !usages[KEY_AGREEMENT]) {
      return Optional.of("the sealing certificate is not for key agreement");
    }
    return switch (trust.check(sealing.certificates(), now)) {
      case CertificateTrust.Trust.Trusted _ -> Optional.empty();
      case CertificateTrust.Trust.Untrusted(String reason) ->
          Optional.of("the sealing certificate is not trusted: " + reason);
    };
  }

  /** The permits that a decision brings. */
  static List<Permit> permits(Decision decision) {
    return decision.exchanges().stream()
        .map(Decision.Decided::verdict)
        .filter(Decision.Granted.class::isInstance)
        .map(granted -> ((Decision.Granted) granted).permit())
        .toList();
  }

  /** The rule that a decision breaks. */
  Optional<Broken> broken(Decision decision, AgencyCode receiver, Instant now) {
    return decision.exchanges().stream()
        .flatMap(decided -> broken(decision, decided, receiver, now).stream())
        .findFirst();
  }

  private Optional<Broken> broken(
      Decision decision, Decision.Decided decided, AgencyCode receiver, Instant now) {
    if (!(decided.verdict() instanceof Decision.Granted(Permit permit))) {
      return Optional.empty();
    }
    if (!permit.inquiry().equals(decision.inquiry())) {
      return Optional.of(Broken.mismatch("the permit is for another inquiry"));
    }
    if (!permit.exchange().equals(decided.exchange())) {
      return Optional.of(Broken.mismatch("the permit is for another exchange"));
    }
    if (!permit.inquirer().equals(receiver)) {
      return Optional.of(Broken.mismatch("the permit names another inquirer than the receiver"));
    }
    return brokenByAny(permit, now);
  }

  private Optional<Broken> brokenByAny(Permit permit, Instant now) {
    if (directory.find(permit.inquirer()).isEmpty()
        || directory.find(permit.provider()).isEmpty()) {
      return Optional.of(Broken.mismatch("the permit names an agency the directory does not know"));
    }
    return implausible(permit, now)
        .map(because -> new Broken(Refusal.PERMIT_NOT_PLAUSIBLE, because))
        .or(
            () ->
                permit.isValidAt(now)
                    ? Optional.empty()
                    : Optional.of(Broken.mismatch("the permit has expired")));
  }

  /**
   * The answer lives as long as its permit, so a permit lives at most as long as a message may:
   * otherwise the receiver's own door refuses what is answered under it.
   */
  private static Optional<String> implausible(Permit permit, Instant now) {
    if (permit.issuedAt().isAfter(now.plus(NationalContract.SKEW))) {
      return Optional.of("the permit is issued in the future");
    }
    if (!permit.issuedAt().isBefore(permit.expiresAt())) {
      return Optional.of("the permit ends before it is issued");
    }
    Instant begins = permit.issuedAt().isAfter(now) ? now : permit.issuedAt();
    return permit.expiresAt().isAfter(begins.plus(NationalContract.LIFE))
        ? Optional.of("the permit's life is longer than " + NationalContract.LIFE)
        : Optional.empty();
  }
}
