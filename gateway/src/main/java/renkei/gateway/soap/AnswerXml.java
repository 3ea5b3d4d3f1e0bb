package renkei.gateway.soap;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import renkei.broker.AnswerReceived;
import renkei.broker.AnswerToSend;
import renkei.broker.Ending;
import renkei.broker.Reason;
import renkei.codebook.Edition;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.SubjectToken;

/** The provider answers the inquirer. */
final class AnswerXml {

  private AnswerXml() {}

  /**
   * What an answer says in clear about its sealed content.
   *
   * @param seal the sealed content
   */
  record Enclosed(LocalDate asOf, Edition edition, long version, Element seal) {}

  /** An answer and, exactly when its outcome is {@code PROVIDED}, what it carries. */
  record Read(AnswerReceived answer, Optional<Enclosed> enclosed) {}

  static Read read(Header header, Children message, byte[] xml) {
    PermitId permit = new PermitId(message.uuid("PermitId"));
    InquiryId inquiry = new InquiryId(message.uuid("InquiryId"));
    SubjectToken token = new SubjectToken(message.text("SubjectToken"));
    Ending ending = ending(message);
    Optional<Enclosed> enclosed =
        message.at("Provided") ? Optional.of(enclosed(message)) : Optional.empty();
    message.end();
    if (enclosed.isPresent() != (ending.outcome() == Outcome.PROVIDED)) {
      throw new UnreadableMessageException("Provided goes with outcome PROVIDED and nothing else");
    }
    return new Read(
        new AnswerReceived(header.message(), header.sender(), permit, inquiry, token, ending, xml),
        enclosed);
  }

  private static Ending ending(Children message) {
    return new Ending(
        message.word("Outcome", Outcome.class),
        message.textIf("Reason").map(Reason::new),
        message.at("AskingAgainHelps")
            ? Optional.of(message.truth("AskingAgainHelps"))
            : Optional.empty());
  }

  private static Enclosed enclosed(Children message) {
    Children provided = message.children("Provided");
    Enclosed enclosed =
        new Enclosed(
            provided.date("AsOf"),
            new Edition(provided.text("Edition")),
            provided.positive("ReplicaVersion"),
            provided.foreign(Wire.XMLENC, "EncryptedData"));
    provided.end();
    return enclosed;
  }

  /**
   * Writes an answer.
   *
   * @param seal the sealed content, exactly when the answer has some
   */
  static Element write(AnswerToSend answer, @Nullable Element seal) {
    Tree message = Tree.signedRoot("Answer", "m-" + answer.message());
    new Header(
            answer.message(),
            answer.sender(),
            answer.receiver(),
            answer.sentAt(),
            answer.expiresAt())
        .write(message);
    message
        .text("PermitId", answer.permit().id().value())
        .text("InquiryId", answer.permit().inquiry().value())
        .text("SubjectToken", answer.permit().subjectToken().value())
        .text("Outcome", answer.ending().outcome());
    answer.ending().reason().ifPresent(reason -> message.text("Reason", reason.value()));
    answer
        .ending()
        .askingAgainHelps()
        .ifPresent(helps -> message.text("AskingAgainHelps", helps.toString()));
    if (seal != null) {
      var provided = answer.provided().orElseThrow();
      message
          .child("Provided")
          .text("AsOf", provided.asOf().toString())
          .text("Edition", provided.edition().value())
          .text("ReplicaVersion", Long.toString(provided.version()))
          .adopt(seal);
    }
    return message.element();
  }
}
