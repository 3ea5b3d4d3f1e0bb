package renkei.gateway.contract;

import java.time.Duration;
import renkei.signing.xml.XmlBounds;

/** Names and bounds of the national contract. */
public final class NationalContract {

  /** Of every element of the contract. */
  public static final String NAMESPACE = "urn:renkei:national:1";

  static final String XMLENC = "http://www.w3.org/2001/04/xmlenc#";

  /** What a message may be: as {@code docs/protocol.md} says. */
  public static final XmlBounds MESSAGE = XmlBounds.MESSAGE;

  /** What may come back for a message: a receipt or a fault. */
  public static final XmlBounds REPLY = new XmlBounds(64 * 1024, 32, 1_000, 32, 32);

  /** How far clocks of two parties may be apart. */
  public static final Duration SKEW = Duration.ofMinutes(5);

  /** The longest life of a message. */
  public static final Duration LIFE = Duration.ofDays(31);

  private NationalContract() {}
}
