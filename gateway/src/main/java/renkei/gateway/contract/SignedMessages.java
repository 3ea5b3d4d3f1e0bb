package renkei.gateway.contract;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Decision;
import renkei.broker.message.Envelope;
import renkei.broker.message.Incoming;
import renkei.broker.message.InquiryToSend;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalMessages;
import renkei.broker.message.PermittedInquiry;
import renkei.broker.message.SealedContent;
import renkei.codebook.AgencyCode;
import renkei.codebook.Environment;
import renkei.codebook.ExchangeId;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;
import renkei.gateway.wording.Phrase;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningIdentity;
import renkei.signing.seal.Opener;
import renkei.signing.seal.Opening;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.XmlDocuments;
import renkei.signing.xml.XmlSigner;

/**
 * The messages of {@code national.xsd}, signed by the tenants' identities and sealed to their
 * partners', by algorithms that the dated table accepts. A key that does not work now ({@link
 * renkei.signing.SigningUnavailableException}) says nothing about a message: it is thrown on, and
 * the work is tried again. Thread-safe.
 */
public final class SignedMessages implements NationalMessages {

  /** Reads one kind of message, behind its header. */
  private interface Codec {
    MessageContents read(Envelope envelope, ElementReader message);
  }

  private final Map<MessageKind, Codec> codecs =
      Map.of(
          MessageKind.PERMITTED_INQUIRY,
          PermittedInquiryXml::read,
          MessageKind.DECISION,
          (envelope, message) -> new MessageContents.Decided(DecisionXml.read(envelope, message)),
          MessageKind.ANSWER,
          (envelope, message) ->
              new MessageContents.Answered(AnswerXml.read(envelope, message, this::open)),
          MessageKind.CODE_DELIVERY,
          (envelope, message) -> new MessageContents.Codes(CodeDeliveryXml.read(envelope, message)),
          MessageKind.PERMISSION_LIST_MANIFEST,
          (_, message) -> new MessageContents.ListAnnounced(PermissionListXml.manifest(message)),
          MessageKind.PERMISSION_LIST_PART,
          (_, message) -> new MessageContents.ListDelivered(PermissionListXml.part(message)));

  /** Replaced identities of a tenant that still open what was sealed to them. */
  private static final int FORMER = 3;

  /**
   * What an identity does; made anew when there is another.
   *
   * @param all the present one first, then those it replaced: what was sealed to them is under way
   */
  private record Keys(List<SigningIdentity> all, XmlSigner signer, Opener opener) {}

  private final Map<TenantId, Keys> keys = new ConcurrentHashMap<>();
  private final Environment environment;
  private final Function<TenantId, SigningIdentity> identities;
  private final AlgorithmTable algorithms;
  private final Clock clock;
  private final Sealer sealer;

  /** Messages of the tenants whose identities are given. */
  public SignedMessages(
      Environment environment,
      Map<TenantId, SigningIdentity> identities,
      AlgorithmTable algorithms,
      Clock clock) {
    this(
        environment,
        tenant ->
            Optional.ofNullable(identities.get(tenant))
                .orElseThrow(
                    () -> new IllegalArgumentException("no identity for tenant " + tenant)),
        algorithms,
        clock);
  }

  /**
   * Messages of tenants whose identities may be replaced meanwhile.
   *
   * @param environment what every message that is written says, and every one that comes must say
   * @param identities gives the one of the moment; what it throws is thrown on
   */
  public SignedMessages(
      Environment environment,
      Function<TenantId, SigningIdentity> identities,
      AlgorithmTable algorithms,
      Clock clock) {
    this.environment = environment;
    this.identities = identities;
    this.algorithms = algorithms;
    this.clock = clock;
    this.sealer = Sealer.create(algorithms, clock);
  }

  /** Of which environment messages are written and taken. */
  public Environment environment() {
    return environment;
  }

  @Override
  public byte[] inquiry(InquiryToSend inquiry) {
    return signed(inquiry.tenant(), InquiryXml.write(inquiry, environment));
  }

  @Override
  public byte[] answer(AnswerToSend answer) {
    return signed(
        answer.tenant(),
        AnswerXml.write(
            answer, environment, (exchange, content) -> sealed(answer, exchange, content)));
  }

  /** A signed receipt of the tenant, serialized. */
  public byte[] receipt(TenantId tenant, Receipt receipt) {
    return signed(tenant, receipt.write());
  }

  private Element sealed(AnswerToSend answer, ExchangeId exchange, byte[] content) {
    SealContext context = context(answer.message(), exchange, answer.sender(), answer.receiver());
    return sealer.seal(content, context, List.of(answer.sealingCertificate()));
  }

  private byte[] signed(TenantId tenant, Element message) {
    keys(tenant).signer().sign(message);
    return XmlDocuments.serialize(message);
  }

  @Override
  public Incoming read(Envelope envelope, byte[] verifiedXml) {
    Element root = root(verifiedXml);
    if (ContractOne.isKept(envelope, root)) {
      return ContractOne.read(envelope, root);
    }
    ElementReader message = ElementReader.ofRoot(root);
    message.skip("Header");
    return switch (contents(envelope, message)) {
      case MessageContents.Asked(PermittedInquiry inquiry, SealingChain _) -> inquiry;
      case MessageContents.Decided(Decision decision) -> decision;
      case MessageContents.Answered(AnswerReceived answer) -> answer;
      case MessageContents.Codes _,
          MessageContents.ListAnnounced _,
          MessageContents.ListDelivered _ ->
          throw new IllegalArgumentException("no message the broker deals with");
    };
  }

  /** Reads what stands behind the header; an answer's content is opened when it is asked for. */
  MessageContents contents(Envelope envelope, ElementReader message) {
    return Optional.ofNullable(codecs.get(envelope.kind()))
        .orElseThrow(
            () ->
                new UnreadableMessageException(
                    "Body", new Phrase("hold a message to this platform", "このプラットフォーム宛ての電文を含むこと")))
        .read(envelope, message);
  }

  private SealedContent.Opening open(
      TenantId tenant, Envelope envelope, AnswerXml.Enclosed enclosed) {
    SealContext context =
        context(envelope.id(), enclosed.exchange(), envelope.sender(), envelope.receiver());
    return switch (keys(tenant).opener().open(enclosed.seal(), context)) {
      case Opening.Opened(byte[] content) ->
          ContentXml.read(content)
              .filter(inside -> inside.agreesWith(enclosed.given()))
              .<SealedContent.Opening>map(
                  _ -> new SealedContent.Opened(new Answer.Provided(content, enclosed.given())))
              .orElseGet(SealedContent.Unopened::new);
      case Opening.NotOpened _ -> new SealedContent.Unopened();
    };
  }

  /** A seal belongs to one exchange: beside another one of the same message it does not open. */
  private static SealContext context(
      MessageId message, ExchangeId exchange, AgencyCode sender, AgencyCode receiver) {
    return new SealContext(message + "/" + exchange, sender.value(), receiver.value());
  }

  private Keys keys(TenantId tenant) {
    SigningIdentity identity = identities.apply(tenant);
    Keys known = keys.get(tenant);
    return known != null && known.all().getFirst() == identity
        ? known
        : Objects.requireNonNull(
            keys.compute(
                tenant, (_, before) -> with(identity, before == null ? List.of() : before.all())));
  }

  private Keys with(SigningIdentity identity, List<SigningIdentity> before) {
    List<SigningIdentity> all =
        Stream.concat(Stream.of(identity), before.stream().filter(one -> one != identity))
            .limit(1L + FORMER)
            .toList();
    return new Keys(
        all, XmlSigner.of(identity, algorithms, clock), Opener.with(all, algorithms, clock));
  }

  private static Element root(byte[] xml) {
    return switch (XmlDocuments.parse(xml, NationalContract.MESSAGE)) {
      case Parsing.Parsed(var document) -> document.getDocumentElement();
      case Parsing.Unreadable(String reason) ->
          throw new IllegalArgumentException("not readable: " + reason);
    };
  }
}
