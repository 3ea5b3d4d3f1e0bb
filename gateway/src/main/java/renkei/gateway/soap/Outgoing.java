package renkei.gateway.soap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;

/**
 * Whom a message of ours goes to and under which id, read from the header that {@link Header} wrote
 * in front. Not for messages of others.
 */
record Outgoing(MessageId message, AgencyCode sender, AgencyCode receiver) {

  /** The header is within so many bytes of the start. */
  private static final int HEADER = 1024;

  static Outgoing of(byte[] signedXml) {
    String start = new String(signedXml, 0, Math.min(HEADER, signedXml.length), ISO_8859_1);
    return new Outgoing(
        MessageId.parse(text(start, "MessageId")),
        new AgencyCode(text(start, "Sender")),
        new AgencyCode(text(start, "Receiver")));
  }

  private static String text(String start, String name) {
    String open = "<n:" + name + ">";
    int from = start.indexOf(open);
    int to = start.indexOf('<', from + open.length());
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException("no message of ours: no " + name);
    }
    return start.substring(from + open.length(), to);
  }
}
