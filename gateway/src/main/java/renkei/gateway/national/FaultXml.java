package renkei.gateway.national;

import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import renkei.gateway.contract.NationalContract;

/**
 * A fault of another party. It is not signed, so no more is made of it than this.
 *
 * @param isSenders whether it says that the message itself is at fault: every code of SOAP 1.2 but
 *     {@code Receiver} does (part 1, 5.4.6)
 * @param code of the refusal
 */
record FaultXml(boolean isSenders, String code) {

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  /** Reads a fault; empty if it carries no refusal of the contract. */
  static Optional<FaultXml> read(Element fault) {
    if (!SoapEnvelope.NAMESPACE.equals(fault.getNamespaceURI())
        || !"Fault".equals(fault.getLocalName())) {
      return Optional.empty();
    }
    Optional<String> value = first(fault, SoapEnvelope.NAMESPACE, "Value");
    Optional<String> code =
        first(fault, NationalContract.NAMESPACE, "Refusal")
            .flatMap(_ -> first(fault, NationalContract.NAMESPACE, "Code"))
            .filter(text -> CODE.matcher(text).matches());
    return value.flatMap(
        name -> code.map(known -> new FaultXml(!localName(name).equals("Receiver"), known)));
  }

  private static Optional<String> first(Element within, String namespace, String name) {
    NodeList found = within.getElementsByTagNameNS(namespace, name);
    Node first = found.item(0);
    return first == null ? Optional.empty() : Optional.of(first.getTextContent().strip());
  }

  private static String localName(String qualified) {
    return qualified.substring(qualified.indexOf(':') + 1);
  }
}
