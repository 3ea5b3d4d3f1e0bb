package renkei.broker.provision;

import java.time.Instant;
import java.util.Optional;
import renkei.broker.BrokerPorts;
import renkei.broker.Direction;
import renkei.broker.ExchangeLedger;
import renkei.broker.Pointer;
import renkei.broker.engine.BrokerMeters;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.OutboundMessage;
import renkei.broker.engine.Outbox;
import renkei.broker.engine.ReplyStatement;
import renkei.broker.engine.StoredMessage;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Ending;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalMessages;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange;

/**
 * Puts an answer on record and sends it, sealed and signed: the record is written in the very
 * transaction that also puts the answer into the outbox. Both are committed, or neither.
 */
final class AnswerSender {

  private final ExchangeLedger ledger;
  private final NationalMessages messages;
  private final Outbox outbox;
  private final BrokerMeters meters;

  AnswerSender(BrokerPorts ports, EngineParts engine) {
    this.ledger = ports.ledger();
    this.messages = ports.messages();
    this.outbox = engine.outbox();
    this.meters = engine.meters();
  }

  /** Puts an answer on record; says whether there was a record under this permit already. */
  ExchangeLedger.Recording record(
      UnitOfWork work,
      Permit permit,
      Optional<AddresseeNumber> subject,
      AnswerDecision.Decided decided,
      Instant now) {
    Ending ending = decided.answer().ending();
    work.afterCommit(
        () -> meters.outcome(work.tenant(), Direction.IN, permit.lane(), ending.outcome()));
    return ledger.record(
        work.transaction(),
        new Exchange(
            Exchange.Role.PROVIDER,
            permit.inquiry(),
            Optional.of(permit.id()),
            permit.inquirer(),
            permit.provider(),
            new Exchange.Asked(
                permit.purpose(),
                Optional.of(permit.affair()),
                permit.procedure(),
                permit.information()),
            subject,
            new Exchange.Handling(Optional.of(permit.lane()), decided.list()),
            new Exchange.Told(
                ending.outcome(),
                ending.reason(),
                given(decided.answer()),
                Optional.empty(),
                now)));
  }

  private static Optional<Exchange.Given> given(AnswerToSend.Body answer) {
    return switch (answer) {
      case AnswerToSend.WithContent(Answer.Provided provided) -> Optional.of(provided.given());
      case AnswerToSend.WithoutContent _ -> Optional.empty();
    };
  }

  /** Sends an answer together with the end of what was asked; false if it was answered before. */
  boolean reply(
      UnitOfWork work,
      ReplyStatement reply,
      PermittedInquiry asked,
      AnswerToSend.Body answer,
      Instant now) {
    return outbox.reply(work, reply, message(work, asked, answer, now), now);
  }

  /** Sends the answer of a provision that staff have ruled on, or that expired on hold. */
  void send(UnitOfWork work, PermittedInquiry asked, AnswerToSend.Body answer, Instant now) {
    outbox.sendDirectly(work, message(work, asked, answer, now), now);
  }

  private OutboundMessage message(
      UnitOfWork work, PermittedInquiry asked, AnswerToSend.Body answer, Instant now) {
    Permit permit = asked.permit();
    Pointer pointer =
        outbox.pointer(work.tenant(), permit.lane(), MessageKind.ANSWER, permit.inquirer());
    byte[] xml =
        messages.answer(
            new AnswerToSend(
                work.tenant(),
                pointer.message(),
                permit.provider(),
                permit.inquirer(),
                now,
                permit.expiresAt(),
                permit,
                answer,
                asked.sealingCertificate()));
    return new OutboundMessage(
        new StoredMessage(pointer, Optional.of(permit.id().value())),
        permit.route(),
        xml,
        permit.expiresAt());
  }
}
