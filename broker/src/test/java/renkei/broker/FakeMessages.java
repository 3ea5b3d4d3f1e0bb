package renkei.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Envelope;
import renkei.broker.message.Incoming;
import renkei.broker.message.InquiryToSend;
import renkei.broker.message.NationalMessages;
import renkei.broker.message.SealedContent;

/** Messages as numbered texts, whose meaning is looked up. */
public final class FakeMessages implements NationalMessages {

  public final Map<String, Incoming> incoming = new ConcurrentHashMap<>();
  public final Map<String, InquiryToSend> inquiries = new ConcurrentHashMap<>();
  public final Map<String, AnswerToSend> answers = new ConcurrentHashMap<>();
  public volatile boolean seals = true;
  public volatile SealedContent.Opening opening = new SealedContent.Unopened();

  /** A message that says this. */
  public byte[] say(Incoming message) {
    String text = UUID.randomUUID().toString();
    incoming.put(text, message);
    return text.getBytes(UTF_8);
  }

  @Override
  public byte[] inquiry(InquiryToSend inquiry) {
    String text = "inquiry " + inquiry.message();
    inquiries.put(text, inquiry);
    return text.getBytes(UTF_8);
  }

  @Override
  public byte[] answer(AnswerToSend answer) {
    if (!seals && answer.exchanges().stream().anyMatch(FakeMessages::hasContent)) {
      throw new IllegalStateException("cannot be sealed");
    }
    String text = "answer " + answer.message();
    answers.put(text, answer);
    return text.getBytes(UTF_8);
  }

  private static boolean hasContent(AnswerToSend.Answering answering) {
    return answering.body() instanceof AnswerToSend.WithContent;
  }

  @Override
  public Incoming read(Envelope envelope, byte[] verifiedXml) {
    Incoming message = incoming.get(new String(verifiedXml, UTF_8));
    if (message == null) {
      throw new IllegalArgumentException("no such message");
    }
    return message;
  }
}
