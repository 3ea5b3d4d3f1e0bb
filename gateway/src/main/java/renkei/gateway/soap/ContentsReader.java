package renkei.gateway.soap;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.AnswerReceived;
import renkei.broker.Decision;
import renkei.broker.Envelope;
import renkei.broker.InboundEffect;
import renkei.broker.Incoming;
import renkei.broker.MessageKind;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.PermissionList;
import renkei.codebook.Permissions;
import renkei.codebook.vault.Binding;
import renkei.codebook.vault.CodeToBind;
import renkei.codebook.vault.CodeVaults;
import renkei.signing.trust.CertificateTrust;

/** Reads verified messages by their kind, and says what each is to do. */
final class ContentsReader {

  private static final Logger LOG = LoggerFactory.getLogger(ContentsReader.class);

  /** Reads one kind of message, behind its header. */
  private interface Reader {
    Contents read(Envelope envelope, Children message);
  }

  private final Map<MessageKind, Reader> readers =
      Map.of(
          MessageKind.PERMITTED_INQUIRY,
          this::permittedInquiry,
          MessageKind.DECISION,
          this::decision,
          MessageKind.ANSWER,
          this::answer,
          MessageKind.CODE_DELIVERY,
          this::codes,
          MessageKind.PERMISSION_LIST_DELIVERY,
          (_, message) -> permissionList(message));
  private final SignedMessages messages;
  private final PermitRules rules;
  private final CodeVaults vaults;
  private final Permissions permissions;
  private final Clock clock;

  ContentsReader(
      SignedMessages messages,
      AgencyDirectory directory,
      CertificateTrust trust,
      CodeVaults vaults,
      Permissions permissions,
      Clock clock) {
    this.messages = messages;
    this.rules = new PermitRules(directory, trust);
    this.vaults = vaults;
    this.permissions = permissions;
    this.clock = clock;
  }

  /**
   * Reads the rest of a message, behind its header.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  Contents read(Envelope envelope, Children message) {
    return Optional.ofNullable(readers.get(envelope.kind()))
        .orElseThrow(() -> new UnreadableMessageException("no message to this platform"))
        .read(envelope, message);
  }

  private Contents answer(Envelope envelope, Children message) {
    AnswerReceived answer = messages.answer(envelope, message);
    return work(Lane.ROUTINE, Optional.of(answer.inquiry()), answer);
  }

  private Contents codes(Envelope envelope, Children message) {
    return effect(binding(envelope, CodeDeliveryXml.read(envelope, message)));
  }

  private Contents permissionList(Children message) {
    PermissionList list = PermissionListXml.read(message);
    return effect(tx -> permissions.replaceWith(list, tx));
  }

  private Contents permittedInquiry(Envelope envelope, Children message) {
    PermittedInquiryXml.Read read = PermittedInquiryXml.read(envelope, message);
    return rules
        .broken(read, envelope.receiver(), clock.instant())
        .<Contents>map(Contents.Mismatch::new)
        .orElseGet(() -> work(read.inquiry().permit().lane(), Optional.empty(), read.inquiry()));
  }

  private Contents decision(Envelope envelope, Children message) {
    Decision decision = DecisionXml.read(envelope, message);
    Lane lane =
        decision.verdict() instanceof Decision.Granted granted
            ? granted.permit().lane()
            : Lane.ROUTINE;
    return rules
        .broken(decision, envelope.receiver(), clock.instant())
        .<Contents>map(Contents.Mismatch::new)
        .orElseGet(() -> work(lane, Optional.of(decision.inquiry()), decision));
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
    };
  }

  private static long count(List<Binding> bindings, Class<? extends Binding> kind) {
    return bindings.stream().filter(kind::isInstance).count();
  }

  private static Contents work(Lane lane, Optional<InquiryId> inquiry, Incoming content) {
    return new Contents.Work(lane, inquiry, Optional.of(content), Optional.empty());
  }

  private static Contents effect(InboundEffect effect) {
    return new Contents.Work(Lane.ROUTINE, Optional.empty(), Optional.empty(), Optional.of(effect));
  }
}
