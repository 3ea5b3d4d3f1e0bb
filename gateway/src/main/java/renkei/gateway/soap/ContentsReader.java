package renkei.gateway.soap;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.AnswerReceived;
import renkei.broker.Decision;
import renkei.broker.InboundEffect;
import renkei.broker.Incoming;
import renkei.broker.MessageKind;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.Binding;
import renkei.codebook.CodeToBind;
import renkei.codebook.CodeVaults;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.PermissionList;
import renkei.codebook.Permissions;
import renkei.signing.CertificateTrust;

/** Reads verified messages by their kind, and says what each is to do. */
final class ContentsReader {

  private static final Logger LOG = LoggerFactory.getLogger(ContentsReader.class);

  private final PermitRules rules;
  private final CodeVaults vaults;
  private final Permissions permissions;
  private final Clock clock;

  ContentsReader(
      AgencyDirectory directory,
      CertificateTrust trust,
      CodeVaults vaults,
      Permissions permissions,
      Clock clock) {
    this.rules = new PermitRules(directory, trust);
    this.vaults = vaults;
    this.permissions = permissions;
    this.clock = clock;
  }

  /**
   * Reads the rest of a message.
   *
   * @param xml the whole message, serialized
   * @throws IllegalArgumentException if it is malformed
   */
  Contents read(MessageKind kind, Header header, Children message, byte[] xml) {
    return switch (kind) {
      case PERMITTED_INQUIRY -> permittedInquiry(header, message);
      case DECISION -> decision(header, message);
      case ANSWER -> {
        AnswerReceived answer = AnswerXml.read(header, message, xml).answer();
        yield work(Lane.ROUTINE, Optional.of(answer.inquiry()), answer);
      }
      case CODE_DELIVERY -> effect(binding(header, CodeDeliveryXml.read(header, message)));
      case PERMISSION_LIST_DELIVERY -> {
        PermissionList list = PermissionListXml.read(message);
        yield effect(tx -> permissions.replaceWith(list, tx));
      }
      case INQUIRY -> throw new UnreadableMessageException("inquiries go to the core");
    };
  }

  private Contents permittedInquiry(Header header, Children message) {
    PermittedInquiryXml.Read read = PermittedInquiryXml.read(header, message);
    return rules
        .broken(read, header.receiver(), clock.instant())
        .<Contents>map(Contents.Mismatch::new)
        .orElseGet(() -> work(read.inquiry().permit().lane(), Optional.empty(), read.inquiry()));
  }

  private Contents decision(Header header, Children message) {
    Decision decision = DecisionXml.read(header, message);
    Lane lane =
        decision.verdict() instanceof Decision.Granted granted
            ? granted.permit().lane()
            : Lane.ROUTINE;
    return rules
        .broken(decision, header.receiver(), clock.instant())
        .<Contents>map(Contents.Mismatch::new)
        .orElseGet(() -> work(lane, Optional.of(decision.inquiry()), decision));
  }

  private InboundEffect binding(Header header, List<CodeToBind> codes) {
    return tx -> {
      List<Binding> bindings = vaults.of(tx).bindAll(codes);
      long unknown = count(bindings, Binding.UnknownSerialNumber.class);
      long twice = count(bindings, Binding.BoundTwice.class);
      if (unknown + twice > 0) {
        LOG.warn(
            "of {} codes in message {} {} came for no pending request and {} are bound to another"
                + " person",
            codes.size(),
            header.message(),
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
