package renkei.gateway.national;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.UnreadableMessageException;

/** SOAP 1.2 (W3C, part 1) around one payload, as far as the national contract uses it. */
final class SoapEnvelope {

  static final String NAMESPACE = "http://www.w3.org/2003/05/soap-envelope";

  static final String CONTENT_TYPE = "application/soap+xml; charset=utf-8";

  private static final byte[] BEFORE =
      "<s:Envelope xmlns:s=\"%s\"><s:Body>".formatted(NAMESPACE).getBytes(StandardCharsets.UTF_8);
  private static final byte[] AFTER = "</s:Body></s:Envelope>".getBytes(StandardCharsets.UTF_8);

  private SoapEnvelope() {}

  /** Wraps a payload that was serialized before, without touching it. */
  static byte[] around(byte[] payload) {
    byte[] message = new byte[BEFORE.length + payload.length + AFTER.length];
    System.arraycopy(BEFORE, 0, message, 0, BEFORE.length);
    System.arraycopy(payload, 0, message, BEFORE.length, payload.length);
    System.arraycopy(AFTER, 0, message, BEFORE.length + payload.length, AFTER.length);
    return message;
  }

  /** A fault that carries a refusal. */
  static byte[] fault(Refusal refusal) {
    return around(
        """
        <s:Fault><s:Code><s:Value>s:%s</s:Value></s:Code><s:Reason><s:Text xml:lang="en">%s</s:Text></s:Reason>\
        <s:Detail><n:Refusal xmlns:n="%s"><n:Code>%s</n:Code><n:Text>%s</n:Text></n:Refusal></s:Detail></s:Fault>"""
            .formatted(
                refusal.mayPass() ? "Receiver" : "Sender",
                refusal.text(),
                NationalContract.NAMESPACE,
                refusal,
                refusal.text())
            .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The one element in the body.
   *
   * @throws UnreadableMessageException if the document is anything but an envelope with one body
   *     with one element, or a header block must be understood
   */
  static Element payload(Document document) {
    Element envelope = document.getDocumentElement();
    if (!isSoap(envelope, "Envelope")) {
      throw new UnreadableMessageException("the root must be a SOAP 1.2 Envelope");
    }
    @Nullable Element first = nextElement(envelope.getFirstChild());
    Element body = first;
    if (first != null && isSoap(first, "Header")) {
      refuseMandatoryBlocks(first);
      body = nextElement(first.getNextSibling());
    }
    if (body == null || !isSoap(body, "Body") || nextElement(body.getNextSibling()) != null) {
      throw new UnreadableMessageException("the Envelope must hold one Body");
    }
    Element payload = nextElement(body.getFirstChild());
    if (payload == null || nextElement(payload.getNextSibling()) != null) {
      throw new UnreadableMessageException("the Body must hold one element");
    }
    return payload;
  }

  /** No block is understood here, so one that must be is refused (part 1, 5.2.3). */
  private static void refuseMandatoryBlocks(Element header) {
    for (Element block = nextElement(header.getFirstChild());
        block != null;
        block = nextElement(block.getNextSibling())) {
      String must = block.getAttributeNS(NAMESPACE, "mustUnderstand");
      if (must != null && (must.equals("true") || must.equals("1"))) {
        throw new UnreadableMessageException("a SOAP header block is not understood");
      }
    }
  }

  private static boolean isSoap(Element element, String name) {
    return name.equals(element.getLocalName()) && NAMESPACE.equals(element.getNamespaceURI());
  }

  private static @Nullable Element nextElement(@Nullable Node start) {
    for (Node node = start; node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        return element;
      }
      if (node.getNodeType() != Node.TEXT_NODE || !node.getNodeValue().isBlank()) {
        throw new UnreadableMessageException("there is text beside the payload");
      }
    }
    return null;
  }
}
