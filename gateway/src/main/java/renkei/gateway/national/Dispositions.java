package renkei.gateway.national;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.Decision;
import renkei.broker.message.Envelope;
import renkei.broker.message.InboundEffect;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.Incoming;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Reason;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.ListRefusal;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.Binding;
import renkei.codebook.vault.CodeToBind;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.contract.MessageContents;
import renkei.signing.trust.CertificateTrust;

/** Says what each message is to do, by what it says. */
final class Dispositions {

  private static final Logger LOG = LoggerFactory.getLogger(Dispositions.class);

  private final PermitRules rules;
  private final CodeVaults vaults;
  private final Permissions permissions;
  private final Clock clock;

  Dispositions(
      AgencyDirectory directory,
      CertificateTrust trust,
      CodeVaults vaults,
      Permissions permissions,
      Set<String> routes,
      Clock clock) {
    this.rules = new PermitRules(directory, trust, routes);
    this.vaults = vaults;
    this.permissions = permissions;
    this.clock = clock;
  }

  /**
   * What a message is to do.
   *
   * @param xml the signed element, serialized; kept where it is evidence
   */
  Disposition of(Envelope envelope, MessageContents contents, byte[] xml) {
    return switch (contents) {
      case MessageContents.Asked asked -> asked(envelope, asked);
      case MessageContents.Decided(Decision decision) -> decided(envelope, decision);
      case MessageContents.Answered(AnswerReceived answer) ->
          process(Lane.ROUTINE, Optional.of(answer.inquiry()), answer);
      case MessageContents.Codes(List<CodeToBind> codes) -> apply(binding(envelope, codes));
      case MessageContents.ListAnnounced(ListManifest manifest) ->
          apply(tx -> refusal(permissions.take(manifest, xml, tx)));
      case MessageContents.ListDelivered(ListPart part) ->
          apply(tx -> refusal(permissions.take(part, tx)));
    };
  }

  private Disposition asked(Envelope envelope, MessageContents.Asked asked) {
    PermittedInquiry inquiry = asked.inquiry();
    return rules
        .broken(asked, envelope.receiver(), clock.instant())
        .map(Dispositions::mismatch)
        .orElseGet(() -> process(inquiry.lane(), Optional.empty(), inquiry));
  }

  private Disposition decided(Envelope envelope, Decision decision) {
    Lane lane =
        PermitRules.permits(decision).stream().map(Permit::lane).findFirst().orElse(Lane.ROUTINE);
    return rules
        .broken(decision, envelope.receiver(), clock.instant())
        .map(Dispositions::mismatch)
        .orElseGet(() -> process(lane, Optional.of(decision.inquiry()), decision));
  }

  private static Disposition process(Lane lane, Optional<InquiryId> about, Incoming content) {
    return new Disposition.Kept(
        new InboundMessage.ByCase(lane, about.map(InquiryId::value), content));
  }

  private static Disposition apply(InboundEffect effect) {
    return new Disposition.Kept(new InboundMessage.ByDoor(Lane.ROUTINE, effect));
  }

  private static Disposition mismatch(PermitRules.Broken broken) {
    return new Disposition.Mismatch(broken.refusal(), broken.because());
  }

  private static Optional<Reason> refusal(ListReceived received) {
    return switch (received) {
      case ListReceived.Taken _, ListReceived.Waits _, ListReceived.Repeated _ -> Optional.empty();
      case ListReceived.Refused(ListRefusal why, String _) ->
          Optional.of(new Reason(refusal(why).name()));
    };
  }

  private static Refusal refusal(ListRefusal why) {
    return switch (why) {
      case NOT_NEWER -> Refusal.LIST_NOT_NEWER;
      case CONTRADICTS -> Refusal.LIST_CONTRADICTS;
      case PART_UNKNOWN -> Refusal.LIST_PART_UNKNOWN;
      case UNKNOWN_BODY -> Refusal.LIST_UNKNOWN_BODY;
      case ROWS_CONTRADICT -> Refusal.LIST_ROWS_CONTRADICT;
      case ROWS_MISSING -> Refusal.LIST_ROWS_MISSING;
      case MALFORMED -> Refusal.LIST_MALFORMED;
    };
  }

  private InboundEffect binding(Envelope envelope, List<CodeToBind> codes) {
    return tx -> {
      List<Binding> bindings = vaults.of(tx).bindAll(codes);
      long unknown = count(bindings, Binding.UnknownSerialNumber.class);
      long twice = count(bindings, Binding.BoundTwice.class);
      if (unknown + twice > 0) {
        LOG.warn(
            "of {} codes in message {} {} came for no pending request and {} are bound to another"
                + " person",
            codes.size(),
            envelope.id(),
            unknown,
            twice);
      }
      return Optional.empty();
    };
  }

  private static long count(List<Binding> bindings, Class<? extends Binding> kind) {
    return bindings.stream().filter(kind::isInstance).count();
  }
}
