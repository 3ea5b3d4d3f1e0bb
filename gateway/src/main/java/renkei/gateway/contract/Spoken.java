package renkei.gateway.contract;

import java.util.List;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Phrase;

/**
 * What this platform says of itself in every receipt and refusal: which version of the contract it
 * speaks, how many exchanges a message to it may hold, and which kinds of message it takes. A
 * sender that knows it sends nothing that would be refused for it.
 */
public final class Spoken {

  /** The version in which this platform writes. */
  public static final String VERSION = "2.0";

  /** How many exchanges one message may hold. */
  public static final int EXCHANGES = 20;

  /** Whatever stands behind the point only adds to version 2.0, and never changes a meaning. */
  static final Form<String> OF_THIS_MAJOR =
      LexicalForms.matching(
          Pattern.compile("2\\.[0-9]{1,3}"),
          text -> text,
          new Phrase("2. and up to three digits, such as 2.0", "2. に続けて数字 3 桁以内（例 2.0）"));

  private static final String ELEMENT = "Speaks";

  private Spoken() {}

  /** The names of the kinds, in one order. */
  static List<String> kinds() {
    return VerifiedMessage.kinds();
  }

  /** Adds what is spoken here. */
  static void write(ElementWriter parent) {
    ElementWriter speaks =
        parent
            .child(ELEMENT)
            .text("Version", VERSION)
            .text("Exchanges", Integer.toString(EXCHANGES));
    kinds().forEach(kind -> speaks.text("Kind", kind));
  }

  /** The same as text, for a fault that is written without a tree; the prefix is {@code n}. */
  public static String text() {
    StringBuilder text =
        new StringBuilder("<n:Speaks><n:Version>")
            .append(VERSION)
            .append("</n:Version><n:Exchanges>")
            .append(EXCHANGES)
            .append("</n:Exchanges>");
    kinds().forEach(kind -> text.append("<n:Kind>").append(kind).append("</n:Kind>"));
    return text.append("</n:Speaks>").toString();
  }

  /** Reads strictly what another party speaks; messages to it hold no more than is taken here. */
  static void read(ElementReader receipt) {
    ElementReader speaks = receipt.children(ELEMENT);
    String _ = speaks.value("Version", LexicalForms.VERSION);
    long _ = speaks.positive("Exchanges");
    while (speaks.at("Kind")) {
      String _ = speaks.value("Kind", LexicalForms.KIND);
    }
    Additions.readOver(speaks);
    speaks.end();
  }

  /** Whether an element is of the contract in another version than is spoken here. */
  public static boolean isOfAnotherVersion(Element payload) {
    String namespace = payload.getNamespaceURI();
    return namespace != null
        && namespace.startsWith(NationalContract.FAMILY)
        && !namespace.equals(NationalContract.NAMESPACE);
  }

  /** Whether an element is of this version of the contract. */
  public static boolean isOfThisVersion(Element payload) {
    return NationalContract.NAMESPACE.equals(payload.getNamespaceURI());
  }
}
