package renkei.signing.bench;

import java.nio.charset.StandardCharsets;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.XmlBounds;
import renkei.signing.xml.XmlDocuments;

/** Messages of a size. */
final class Messages {

  private Messages() {}

  static byte[] ofSize(int bytes) {
    StringBuilder text =
        new StringBuilder(
            "<m:Message xmlns:m=\"urn:example:message\" Id=\"m-1\"><m:Header>"
                + "<m:MessageId>0d8f2b1e-8a57-4f0a-9b59-2d2b2a3f8f11</m:MessageId></m:Header><m:Body>");
    for (int i = 0; text.length() < bytes * 9 / 10; i++) {
      text.append("<m:Item code=\"%06d\"><m:Value>山田太郎 %d</m:Value></m:Item>".formatted(i, i));
    }
    return text.append("</m:Body></m:Message>").toString().getBytes(StandardCharsets.UTF_8);
  }

  static Element parsed(byte[] xml) {
    return switch (XmlDocuments.parse(xml, XmlBounds.MESSAGE)) {
      case Parsing.Parsed(Document document) -> document.getDocumentElement();
      case Parsing.Unreadable(String reason) -> throw new IllegalStateException(reason);
    };
  }
}
