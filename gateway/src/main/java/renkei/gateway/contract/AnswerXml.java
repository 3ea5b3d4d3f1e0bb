package renkei.gateway.contract;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Ending;
import renkei.broker.message.Envelope;
import renkei.broker.message.SealedContent;
import renkei.codebook.Edition;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.SubjectToken;
import renkei.codebook.TenantId;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/** The provider answers the inquirer. */
final class AnswerXml {

  private AnswerXml() {}

  /**
   * What an answer says in clear about its sealed content.
   *
   * @param seal the sealed content
   */
  record Enclosed(LocalDate asOf, Edition edition, long version, Element seal) {}

  /** Opens what is enclosed in a message, with the key of a tenant. */
  interface Opening {
    SealedContent.Opening open(TenantId tenant, Envelope envelope, Enclosed enclosed);
  }

  static AnswerReceived read(Envelope envelope, ElementReader message, Opening opening) {
    PermitId permit = new PermitId(message.uuid("PermitId"));
    InquiryId inquiry = new InquiryId(message.uuid("InquiryId"));
    SubjectToken token = message.value("SubjectToken", Forms.SUBJECT_TOKEN);
    Ending ending = ending(message);
    AnswerReceived.Body body =
        message.at("Provided")
            ? withContent(envelope, ending, enclosed(message), opening)
            : new AnswerReceived.WithoutContent(ending);
    message.end();
    return new AnswerReceived(
        envelope.id(),
        envelope.sender(),
        inquiry,
        List.of(new AnswerReceived.Answered(ExchangeId.onlyOneOf(inquiry), permit, token, body)));
  }

  private static AnswerReceived.Body withContent(
      Envelope envelope, Ending ending, Enclosed enclosed, Opening opening) {
    if (ending.outcome() != Outcome.PROVIDED) {
      throw new UnreadableMessageException(
          "Answer/Provided",
          new Phrase("stand with outcome PROVIDED only", "Outcome が PROVIDED のときだけあること"));
    }
    return new AnswerReceived.WithContent(
        ending.reason(), tenant -> opening.open(tenant, envelope, enclosed));
  }

  private static Ending ending(ElementReader message) {
    return new Ending(
        message.word("Outcome", Outcome.class),
        message.valueIf("Reason", Forms.REASON),
        message.at("AskingAgainHelps")
            ? Optional.of(message.truth("AskingAgainHelps"))
            : Optional.empty());
  }

  private static Enclosed enclosed(ElementReader message) {
    ElementReader provided = message.children("Provided");
    Enclosed enclosed =
        new Enclosed(
            provided.date("AsOf"),
            provided.value("Edition", Forms.EDITION),
            provided.positive("ReplicaVersion"),
            provided.foreign(NationalContract.XMLENC, "EncryptedData"));
    provided.end();
    return enclosed;
  }

  /** Writes an answer without content. */
  static Element write(AnswerToSend answer) {
    return head(answer).element();
  }

  /** Writes an answer with its sealed content. */
  static Element write(AnswerToSend answer, Enclosed enclosed) {
    ElementWriter message = head(answer);
    message
        .child("Provided")
        .text("AsOf", enclosed.asOf().toString())
        .text("Edition", enclosed.edition().value())
        .text("ReplicaVersion", Long.toString(enclosed.version()))
        .adopt(enclosed.seal());
    return message.element();
  }

  private static ElementWriter head(AnswerToSend answer) {
    ElementWriter message = ElementWriter.signedRoot("Answer", "m-" + answer.message());
    new Header(
            answer.message(),
            answer.sender(),
            answer.receiver(),
            answer.sentAt(),
            answer.expiresAt())
        .write(message);
    AnswerToSend.Answering answering = OneExchange.of(answer.exchanges());
    message
        .text("PermitId", answering.permit().id().value())
        .text("InquiryId", answer.inquiry().value())
        .text("SubjectToken", answering.permit().subjectToken().value())
        .text("Outcome", answering.ending().outcome());
    answering.ending().reason().ifPresent(reason -> message.text("Reason", reason.value()));
    answering
        .ending()
        .askingAgainHelps()
        .ifPresent(helps -> message.text("AskingAgainHelps", helps.toString()));
    return message;
  }
}
