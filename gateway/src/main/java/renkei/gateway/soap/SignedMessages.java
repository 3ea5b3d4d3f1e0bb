package renkei.gateway.soap;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.broker.Answer;
import renkei.broker.AnswerOpening;
import renkei.broker.AnswerReceived;
import renkei.broker.AnswerToSend;
import renkei.broker.Incoming;
import renkei.broker.InquiryToSend;
import renkei.broker.NationalMessages;
import renkei.codebook.TenantId;
import renkei.signing.AlgorithmTable;
import renkei.signing.Opener;
import renkei.signing.Opening;
import renkei.signing.Parsing;
import renkei.signing.SealContext;
import renkei.signing.Sealer;
import renkei.signing.SigningIdentity;
import renkei.signing.XmlDocuments;
import renkei.signing.XmlSigner;

/**
 * The messages of {@code national.xsd}, signed by the tenants' identities and sealed to their
 * partners', by algorithms that the dated table accepts. A key that does not work now ({@link
 * renkei.signing.SigningUnavailableException}) says nothing about a message: it is thrown on, and
 * the work is tried again. Thread-safe.
 */
public final class SignedMessages implements NationalMessages {

  private record Keys(XmlSigner signer, Opener opener) {}

  private final Map<TenantId, Keys> keys = new HashMap<>();
  private final Sealer sealer;

  /** Messages of the tenants whose identities are given. */
  public SignedMessages(
      Map<TenantId, SigningIdentity> identities, AlgorithmTable algorithms, Clock clock) {
    sealer = Sealer.create(algorithms, clock);
    identities.forEach(
        (tenant, identity) ->
            keys.put(
                tenant,
                new Keys(
                    XmlSigner.of(identity, algorithms, clock),
                    Opener.with(List.of(identity), algorithms, clock))));
  }

  @Override
  public byte[] inquiry(InquiryToSend inquiry) {
    return signed(inquiry.tenant(), InquiryXml.write(inquiry));
  }

  @Override
  public byte[] answer(AnswerToSend answer) {
    Element seal = answer.provided().map(provided -> seal(answer, provided)).orElse(null);
    return signed(answer.tenant(), AnswerXml.write(answer, seal));
  }

  /** A signed receipt of the tenant, serialized. */
  byte[] receipt(TenantId tenant, ReceiptXml receipt) {
    return signed(tenant, receipt.write());
  }

  private Element seal(AnswerToSend answer, Answer.Provided provided) {
    SealContext context =
        new SealContext(
            answer.message().toString(), answer.sender().value(), answer.receiver().value());
    return sealer.seal(provided.content(), context, List.of(answer.sealingCertificate()));
  }

  private byte[] signed(TenantId tenant, Element message) {
    keys(tenant).signer().sign(message);
    return XmlDocuments.serialize(message);
  }

  @Override
  public Incoming read(byte[] verifiedXml) {
    Element root = root(verifiedXml);
    Children message = Children.ofRoot(root);
    Header header = Header.read(message);
    return switch (root.getLocalName()) {
      case "PermittedInquiry" -> PermittedInquiryXml.read(header, message).inquiry();
      case "Decision" -> DecisionXml.read(header, message);
      case "Answer" -> AnswerXml.read(header, message, verifiedXml).answer();
      default -> throw new IllegalArgumentException("no message the broker deals with");
    };
  }

  @Override
  public AnswerOpening openAnswer(TenantId tenant, AnswerReceived answer) {
    Children message = Children.ofRoot(root(answer.xml()));
    Header header = Header.read(message);
    return AnswerXml.read(header, message, answer.xml())
        .enclosed()
        .flatMap(enclosed -> opened(tenant, header, enclosed))
        .<AnswerOpening>map(AnswerOpening.Opened::new)
        .orElseGet(AnswerOpening.Unopened::new);
  }

  private Optional<Answer.Provided> opened(
      TenantId tenant, Header header, AnswerXml.Enclosed enclosed) {
    SealContext context =
        new SealContext(
            header.message().toString(), header.sender().value(), header.receiver().value());
    return switch (keys(tenant).opener().open(enclosed.seal(), context)) {
      case Opening.Opened(byte[] content) ->
          ContentXml.read(content)
              .filter(ContentXml.Items.class::isInstance)
              .map(
                  _ ->
                      new Answer.Provided(
                          content, enclosed.asOf(), enclosed.edition(), enclosed.version()));
      case Opening.NotOpened _ -> Optional.empty();
    };
  }

  private Keys keys(TenantId tenant) {
    Keys found = keys.get(tenant);
    if (found == null) {
      throw new IllegalArgumentException("no identity for tenant " + tenant);
    }
    return found;
  }

  private static Element root(byte[] xml) {
    return switch (XmlDocuments.parse(xml, Wire.MESSAGE)) {
      case Parsing.Parsed(var document) -> document.getDocumentElement();
      case Parsing.Unreadable(String reason) ->
          throw new IllegalArgumentException("not readable: " + reason);
    };
  }
}
