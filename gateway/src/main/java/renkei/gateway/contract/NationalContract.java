package renkei.gateway.contract;

import java.time.Duration;
import renkei.codebook.Reason;
import renkei.signing.xml.XmlBounds;

/** Names and bounds of the national contract. */
public final class NationalContract {

  /** What the names of all versions of the contract begin with. */
  static final String FAMILY = "urn:renkei:national:";

  /** Of every element of the contract, version 2. */
  public static final String NAMESPACE = "urn:renkei:national:2";

  static final String XMLENC = "http://www.w3.org/2001/04/xmlenc#";

  /** What a message may be: as {@code docs/protocol.md} says. */
  public static final XmlBounds MESSAGE = XmlBounds.MESSAGE;

  /** What may come back for a message: a receipt or a fault. */
  public static final XmlBounds REPLY = new XmlBounds(64 * 1024, 32, 1_000, 32, 32);

  /** Why an exchange fails that carries an addition which must be understood, and is not. */
  static final Reason ADDITION_NOT_UNDERSTOOD = new Reason("ADDITION_NOT_UNDERSTOOD");

  /** How far clocks of two parties may be apart. */
  public static final Duration SKEW = Duration.ofMinutes(5);

  /** The longest life of a message. */
  public static final Duration LIFE = Duration.ofDays(31);

  private NationalContract() {}
}
