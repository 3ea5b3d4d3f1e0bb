package renkei.gateway.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Ending;
import renkei.broker.message.Envelope;
import renkei.broker.message.SealedContent;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
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

  private static final AnswerReceived.Body NOT_UNDERSTOOD =
      new AnswerReceived.WithoutContent(
          Ending.failed(NationalContract.ADDITION_NOT_UNDERSTOOD, false));

  private AnswerXml() {}

  /**
   * What an answer says in clear about its sealed content.
   *
   * @param given which records are in it; empty for a history
   * @param seal the sealed content
   */
  record Enclosed(ExchangeId exchange, Optional<Exchange.Given> given, Element seal) {}

  /** Opens what is enclosed in a message, with the key of a tenant. */
  interface Opening {
    SealedContent.Opening open(TenantId tenant, Envelope envelope, Enclosed enclosed);
  }

  /** Seals the content of one exchange. */
  interface Sealing {
    Element seal(ExchangeId exchange, byte[] content);
  }

  static AnswerReceived read(Envelope envelope, ElementReader message, Opening opening) {
    InquiryId inquiry = new InquiryId(message.uuid("InquiryId"));
    List<AnswerReceived.Answered> exchanges =
        ExchangesXml.read(
            message,
            exchange -> answered(envelope, exchange, opening),
            answered -> List.of(answered.exchange(), answered.permit()));
    Additions.ofMessage(message);
    message.end();
    return new AnswerReceived(envelope.id(), envelope.sender(), inquiry, exchanges);
  }

  private static AnswerReceived.Answered answered(
      Envelope envelope, ElementReader exchange, Opening opening) {
    ExchangeId id = new ExchangeId(exchange.uuid("ExchangeId"));
    PermitId permit = new PermitId(exchange.uuid("PermitId"));
    SubjectToken token = exchange.value("SubjectToken", Forms.SUBJECT_TOKEN);
    Ending ending = ending(exchange);
    boolean notDisclosed = TermsXml.notDisclosed(exchange);
    Inside inside =
        exchange.at("Provided")
            ? withContent(envelope, ending, provided(id, exchange), opening)
            : new Inside(new AnswerReceived.WithoutContent(ending), true);
    boolean understood = Additions.understood(exchange) && inside.understood();
    return new AnswerReceived.Answered(
        id, permit, token, notDisclosed, understood ? inside.body() : NOT_UNDERSTOOD);
  }

  /**
   * What an answer says, as it came.
   *
   * @param understood whether nothing in it that must be understood is not
   */
  private record Inside(AnswerReceived.Body body, boolean understood) {}

  /** What is provided, likewise. */
  private record Provided(Enclosed enclosed, boolean understood) {}

  private static Inside withContent(
      Envelope envelope, Ending ending, Provided provided, Opening opening) {
    if (ending.outcome() != Outcome.PROVIDED) {
      throw new UnreadableMessageException(
          "Answer/Exchange/Provided",
          new Phrase("stand with outcome PROVIDED only", "Outcome が PROVIDED のときだけあること"));
    }
    return new Inside(
        new AnswerReceived.WithContent(
            ending.reason(), tenant -> opening.open(tenant, envelope, provided.enclosed())),
        provided.understood());
  }

  private static Ending ending(ElementReader exchange) {
    return new Ending(
        exchange.word("Outcome", Outcome.class),
        exchange.valueIf("Reason", Forms.REASON),
        exchange.at("AskingAgainHelps")
            ? Optional.of(exchange.truth("AskingAgainHelps"))
            : Optional.empty());
  }

  private static Provided provided(ExchangeId exchange, ElementReader parent) {
    ElementReader provided = parent.children("Provided");
    Optional<Exchange.Given> given =
        provided.at("Edition") ? Optional.of(given(provided)) : Optional.empty();
    Element seal = provided.foreign(NationalContract.XMLENC, "EncryptedData");
    boolean understood = Additions.understood(provided);
    provided.end();
    return new Provided(new Enclosed(exchange, given, seal), understood);
  }

  private static Exchange.Given given(ElementReader provided) {
    Edition edition = provided.value("Edition", Forms.EDITION);
    List<Exchange.GivenRecord> records = new ArrayList<>();
    do {
      ElementReader record = provided.children("Record");
      records.add(new Exchange.GivenRecord(record.date("AsOf"), record.positive("Version")));
      record.end();
    } while (provided.at("Record"));
    return new Exchange.Given(edition, records);
  }

  static Element write(AnswerToSend answer, Environment environment, Sealing sealing) {
    ElementWriter message = ElementWriter.signedRoot("Answer", "m-" + answer.message());
    new Header(
            answer.message(),
            answer.sender(),
            answer.receiver(),
            environment,
            answer.sentAt(),
            answer.expiresAt())
        .write(message);
    message.text("InquiryId", answer.inquiry().value());
    for (AnswerToSend.Answering answering : answer.exchanges()) {
      write(message.child("Exchange"), answering, sealing);
    }
    return message.element();
  }

  private static void write(
      ElementWriter exchange, AnswerToSend.Answering answering, Sealing sealing) {
    Ending ending = answering.ending();
    exchange
        .text("ExchangeId", answering.permit().exchange().value())
        .text("PermitId", answering.permit().id().value())
        .text("SubjectToken", answering.permit().subjectToken().value())
        .text("Outcome", ending.outcome());
    ending.reason().ifPresent(reason -> exchange.text("Reason", reason.value()));
    ending
        .askingAgainHelps()
        .ifPresent(helps -> exchange.text("AskingAgainHelps", helps.toString()));
    TermsXml.writeNotDisclosed(exchange, answering.notDisclosed());
    if (answering.body() instanceof AnswerToSend.WithContent(Answer.Provided provided)) {
      ElementWriter written = exchange.child("Provided");
      provided.given().ifPresent(given -> write(written, given));
      written.adopt(sealing.seal(answering.permit().exchange(), provided.content()));
    }
  }

  private static void write(ElementWriter provided, Exchange.Given given) {
    provided.text("Edition", given.edition().value());
    for (Exchange.GivenRecord record : given.records()) {
      provided
          .child("Record")
          .text("AsOf", record.asOf().toString())
          .text("Version", Long.toString(record.version()));
    }
  }
}
