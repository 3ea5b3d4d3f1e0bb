package renkei.gateway.soap;

import java.time.Duration;
import renkei.signing.xml.XmlBounds;

/** Names and bounds of the national contract. */
final class Wire {

  static final String NAMESPACE = "urn:renkei:national:1";
  static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  static final String XMLENC = "http://www.w3.org/2001/04/xmlenc#";
  static final String CONTENT_TYPE = "application/soap+xml; charset=utf-8";

  /** What a message may be: as {@code docs/protocol.md} says. */
  static final XmlBounds MESSAGE = XmlBounds.MESSAGE;

  /** What may come back for a message: a receipt or a fault. */
  static final XmlBounds REPLY = new XmlBounds(64 * 1024, 32, 1_000, 32, 32);

  /** How far clocks of two parties may be apart. */
  static final Duration SKEW = Duration.ofMinutes(5);

  /** The longest life of a message. */
  static final Duration LIFE = Duration.ofDays(31);

  private Wire() {}
}
