package renkei.gateway.national;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.gateway.contract.ElementFault;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.Spoken;
import renkei.gateway.contract.UnreadableMessageException;
import renkei.gateway.wording.Phrase;

/** SOAP 1.2 (W3C, part 1) around one payload, as far as the national contract uses it. */
final class SoapEnvelope {

  static final String NAMESPACE = "http://www.w3.org/2003/05/soap-envelope";

  static final String MEDIA_TYPE = "application/soap+xml";

  static final String CONTENT_TYPE = MEDIA_TYPE + "; charset=utf-8";

  private static final byte[] BEFORE =
      "<s:Envelope xmlns:s=\"%s\"><s:Body>".formatted(NAMESPACE).getBytes(StandardCharsets.UTF_8);
  private static final byte[] AFTER = "</s:Body></s:Envelope>".getBytes(StandardCharsets.UTF_8);

  private static final String SPEAKS = Spoken.text();

  /** Nobody needs more of them named to find them. */
  private static final int MOST_BLOCKS = 16;

  /** A longer one is not told back. */
  private static final int LONGEST_NAME = 512;

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
    return fault(refusal, Optional.empty());
  }

  /** A fault that says which element is to blame. */
  static byte[] fault(Refusal refusal, Optional<ElementFault> element) {
    Phrase reason =
        element
            .map(
                blamed ->
                    new Phrase("%s: %s must %s", "%s: %s は、%s")
                        .with(refusal.text(), blamed.element(), blamed.expected()))
            .orElse(refusal.text());
    String blamed =
        element
            .map(
                one ->
                    "<n:Element>%s</n:Element><n:Expected>%s</n:Expected>"
                        .formatted(one.element(), one.expected().en()))
            .orElse("");
    return enveloped("", body(refusal, reason, blamed));
  }

  /** A fault that names the blocks that are not understood (part 1, 5.4.8). */
  static byte[] notUnderstood(List<QName> blocks) {
    StringBuilder header = new StringBuilder("<s:Header>");
    for (QName block : blocks) {
      if (block.toString().length() > LONGEST_NAME) {
        continue;
      }
      String local = escaped(block.getLocalPart());
      header.append(
          block.getNamespaceURI().isEmpty()
              ? "<s:NotUnderstood qname=\"%s\"/>".formatted(local)
              : "<s:NotUnderstood qname=\"b:%s\" xmlns:b=\"%s\"/>"
                  .formatted(local, escaped(block.getNamespaceURI())));
    }
    header.append("</s:Header>");
    return enveloped(
        header.toString(), body(Refusal.NOT_UNDERSTOOD, Refusal.NOT_UNDERSTOOD.text(), ""));
  }

  /** A fault that names the version that is taken (part 1, 5.4.7). */
  static byte[] versionMismatch() {
    return enveloped(
        "<s:Header><s:Upgrade><s:SupportedEnvelope qname=\"s:Envelope\"/></s:Upgrade></s:Header>",
        body(Refusal.VERSION_MISMATCH, Refusal.VERSION_MISMATCH.text(), ""));
  }

  private static String body(Refusal refusal, Phrase reason, String blamed) {
    return """
        <s:Fault><s:Code><s:Value>s:%s</s:Value></s:Code><s:Reason><s:Text xml:lang="en">%s</s:Text>\
        <s:Text xml:lang="ja">%s</s:Text></s:Reason><s:Detail><n:Refusal xmlns:n="%s"><n:Code>%s</n:Code>\
        <n:Text>%s</n:Text>%s%s</n:Refusal></s:Detail></s:Fault>"""
        .formatted(
            refusal.faultCode(),
            reason.en(),
            reason.ja(),
            NationalContract.NAMESPACE,
            refusal,
            refusal.text().en(),
            blamed,
            SPEAKS);
  }

  private static byte[] enveloped(String header, String body) {
    return "<s:Envelope xmlns:s=\"%s\">%s<s:Body>%s</s:Body></s:Envelope>"
        .formatted(NAMESPACE, header, body)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What a sender wrote, in an attribute. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\t", "&#9;")
        .replace("\n", "&#10;")
        .replace("\r", "&#13;");
  }

  /** Whether the root is an envelope of this version. */
  static boolean isEnvelope(Document document) {
    return isSoap(document.getDocumentElement(), "Envelope");
  }

  /**
   * The header blocks that this node would have to understand: none is understood here. Blocks for
   * other roles are not for this node (part 1, 2.4).
   *
   * @return at most {@value #MOST_BLOCKS}
   * @throws UnreadableMessageException if a block is out of SOAP's schema
   */
  static List<QName> mandatoryBlocks(Document document) {
    Element first = nextElement(document.getDocumentElement().getFirstChild());
    List<QName> mandatory = new ArrayList<>();
    if (first == null || !isSoap(first, "Header")) {
      return mandatory;
    }
    for (Element block = nextElement(first.getFirstChild());
        block != null && mandatory.size() < MOST_BLOCKS;
        block = nextElement(block.getNextSibling())) {
      if (isMandatory(block) && isForThisNode(block)) {
        mandatory.add(new QName(block.getNamespaceURI(), block.getLocalName()));
      }
    }
    return mandatory;
  }

  private static boolean isMandatory(Element block) {
    return switch (attribute(block, "mustUnderstand")) {
      case "true", "1" -> true;
      case "", "false", "0" -> false;
      default ->
          throw new UnreadableMessageException(
              "Header",
              new Phrase(
                  "say mustUnderstand with true or false", "mustUnderstand を true 又は false とすること"));
    };
  }

  private static boolean isForThisNode(Element block) {
    return switch (attribute(block, "role")) {
      case "", NAMESPACE + "/role/next", NAMESPACE + "/role/ultimateReceiver" -> true;
      default -> false;
    };
  }

  private static String attribute(Element block, String name) {
    return Objects.requireNonNullElse(block.getAttributeNS(NAMESPACE, name), "").strip();
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
      throw new UnreadableMessageException(
          "Envelope", new Phrase("be the root, as SOAP 1.2 has it", "SOAP 1.2 のルート要素であること"));
    }
    @Nullable Element first = nextElement(envelope.getFirstChild());
    Element body = first;
    if (first != null && isSoap(first, "Header")) {
      if (!mandatoryBlocks(document).isEmpty()) {
        throw new UnreadableMessageException(
            "Header", new Phrase("need nothing to be understood", "理解を求めるブロックを含まないこと"));
      }
      body = nextElement(first.getNextSibling());
    }
    if (body == null || !isSoap(body, "Body") || nextElement(body.getNextSibling()) != null) {
      throw new UnreadableMessageException(
          "Envelope", new Phrase("hold one Body", "Body を一つだけ含むこと"));
    }
    Element payload = nextElement(body.getFirstChild());
    if (payload == null || nextElement(payload.getNextSibling()) != null) {
      throw new UnreadableMessageException("Body", new Phrase("hold one element", "要素を一つだけ含むこと"));
    }
    return payload;
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
        throw new UnreadableMessageException(
            "Envelope", new Phrase("hold nothing beside the payload", "ペイロード以外を含まないこと"));
      }
    }
    return null;
  }
}
