package renkei.broker.message;

/**
 * Writes and reads the signed messages of the national contract. Pure: no I/O; thread-safe. An
 * unchecked exception means a fault of this machine (a key store that is away): the broker tries
 * again later.
 */
public interface NationalMessages {

  /** Composes and signs an inquiry; the XML as it goes over the wire. */
  byte[] inquiry(InquiryToSend inquiry);

  /** Composes, seals and signs an answer; the XML as it goes over the wire. */
  byte[] answer(AnswerToSend answer);

  /**
   * Reads a message that was verified when it came in and has been kept by the broker since.
   *
   * @param envelope what the message is
   * @throws IllegalArgumentException if it is none of the three kinds the broker deals with
   */
  Incoming read(Envelope envelope, byte[] verifiedXml);
}
