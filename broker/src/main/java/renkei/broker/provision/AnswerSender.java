package renkei.broker.provision;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import renkei.codebook.Exchange;

/**
 * Puts answers on record and sends them, sealed and signed: the records are written in the very
 * transaction that also puts the answers into the outbox. All of it is committed, or nothing.
 */
final class AnswerSender {

  /**
   * Bytes of content in one message, unless one answer alone has more: sealed, in base 64 and with
   * what stands around it that stays below what a receiver takes.
   */
  private static final int CONTENT_OF_ONE = 1_000_000;

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

  /** Puts answers on record; false if there was a record under one of the permits already. */
  boolean record(UnitOfWork work, List<AnswerDecision.Decided> decided, Instant now) {
    work.afterCommit(() -> decided.forEach(each -> count(work, each)));
    return ledger
        .record(work.transaction(), decided.stream().map(each -> exchange(each, now)).toList())
        .stream()
        .allMatch(ExchangeLedger.Recording.RECORDED::equals);
  }

  private void count(UnitOfWork work, AnswerDecision.Decided decided) {
    meters.outcome(
        work.tenant(), Direction.IN, decided.permit().lane(), decided.ending().outcome());
  }

  private static Exchange exchange(AnswerDecision.Decided decided, Instant now) {
    Permit permit = decided.permit();
    Ending ending = decided.ending();
    return new Exchange(
        Exchange.Role.PROVIDER,
        permit.exchange(),
        permit.inquiry(),
        Optional.of(permit.id()),
        permit.inquirer(),
        permit.provider(),
        new Exchange.Asked(
            permit.purpose(),
            Optional.of(permit.matter().affair()),
            permit.matter().procedure(),
            permit.matter().information()),
        Optional.of(new Exchange.Choice(permit.matter().items(), permit.terms())),
        decided.asked().subject(),
        new Exchange.Handling(
            Optional.of(permit.lane()),
            decided.list(),
            decided.row(),
            Exchange.Circumstances.of(permit.handling(), Exchange.AskedBy.NOBODY_NAMED)),
        new Exchange.Told(
            ending.outcome(),
            ending.reason(),
            given(decided.answer()),
            decided.answering().notDisclosed(),
            Optional.of(permit.askedAt()),
            now));
  }

  private static Optional<Exchange.Given> given(AnswerToSend.Body answer) {
    return switch (answer) {
      case AnswerToSend.WithContent(Answer.Provided provided) -> provided.given();
      case AnswerToSend.WithoutContent _ -> Optional.empty();
    };
  }

  /**
   * Sends answers together with the end of what was asked; false if one of the exchanges was
   * answered before.
   *
   * @param sealing whose key the answers are sealed to
   */
  boolean reply(
      UnitOfWork work,
      ReplyStatement reply,
      X509Certificate sealing,
      List<AnswerDecision.Decided> answers,
      Instant now) {
    List<List<AnswerDecision.Decided>> messagesOf = split(answers);
    for (List<AnswerDecision.Decided> further : messagesOf.subList(1, messagesOf.size())) {
      outbox.sendDirectly(work, message(work, sealing, further, now), now);
    }
    return outbox.reply(work, reply, message(work, sealing, messagesOf.getFirst(), now), now);
  }

  /** Sends the answer of a provision that staff have ruled on. */
  void send(UnitOfWork work, X509Certificate sealing, AnswerDecision.Decided answer, Instant now) {
    outbox.sendDirectly(work, message(work, sealing, List.of(answer), now), now);
  }

  /** Composes an answer that nobody sends: throws what keeps it from being sent. */
  void rehearse(
      UnitOfWork work, X509Certificate sealing, AnswerDecision.Decided answer, Instant now) {
    OutboundMessage _ = message(work, sealing, List.of(answer), now);
  }

  private static List<List<AnswerDecision.Decided>> split(List<AnswerDecision.Decided> answers) {
    List<List<AnswerDecision.Decided>> messages = new ArrayList<>();
    int size = 0;
    for (AnswerDecision.Decided answer : answers) {
      int more = size(answer.answer());
      if (messages.isEmpty() || size + more > CONTENT_OF_ONE) {
        messages.add(new ArrayList<>());
        size = 0;
      }
      messages.getLast().add(answer);
      size += more;
    }
    return messages;
  }

  private static int size(AnswerToSend.Body answer) {
    return switch (answer) {
      case AnswerToSend.WithContent(Answer.Provided provided) -> provided.content().length;
      case AnswerToSend.WithoutContent _ -> 0;
    };
  }

  /** The permits of one message agree on inquiry, inquirer, lane and route. */
  private OutboundMessage message(
      UnitOfWork work, X509Certificate sealing, List<AnswerDecision.Decided> answers, Instant now) {
    Permit permit = answers.getFirst().permit();
    Instant expiresAt =
        answers.stream()
            .map(answer -> answer.permit().expiresAt())
            .min(Instant::compareTo)
            .orElseThrow();
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
                expiresAt,
                permit.inquiry(),
                sealing,
                answers.stream().map(AnswerDecision.Decided::answering).toList()));
    return new OutboundMessage(
        new StoredMessage(pointer, Optional.empty()), permit.route(), xml, expiresAt);
  }
}
