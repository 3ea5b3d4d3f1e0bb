package renkei.testagencies.soap;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.signing.trust.CertificateNames;
import renkei.testagencies.vocabulary.AgencyCode;

/** What both ends need to know of SOAP 1.2 (W3C) and of the certificates of the contract. */
public final class Soap {

  static final String NAMESPACE = "http://www.w3.org/2003/05/soap-envelope";

  static final String MEDIA_TYPE = "application/soap+xml";

  static final String CONTENT_TYPE = MEDIA_TYPE + "; charset=utf-8";

  private static final byte[] OPEN = bytes("<s:Envelope xmlns:s=\"" + NAMESPACE + "\"><s:Body>");
  private static final byte[] CLOSE = bytes("</s:Body></s:Envelope>");

  private Soap() {}

  /** An envelope around a payload, which stays as it is, byte by byte. */
  static byte[] envelope(byte[] payload) {
    ByteArrayOutputStream all =
        new ByteArrayOutputStream(OPEN.length + payload.length + CLOSE.length);
    all.writeBytes(OPEN);
    all.writeBytes(payload);
    all.writeBytes(CLOSE);
    return all.toByteArray();
  }

  /** The first element of the body; empty if this is no envelope or has an empty body. */
  static Optional<Element> payload(Element envelope) {
    return Optional.of(envelope)
        .filter(element -> is(element, "Envelope"))
        .flatMap(element -> child(element, "Body"))
        .flatMap(Soap::firstElement);
  }

  /** Whether the certificate names that agency: SAN URI {@code urn:renkei:agency:<code>}. */
  public static boolean speaksFor(X509Certificate certificate, AgencyCode agency) {
    return CertificateNames.uris(certificate)
        .contains(URI.create("urn:renkei:agency:" + agency.value()));
  }

  private static Optional<Element> child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && is(element, name)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static Optional<Element> firstElement(Element parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static boolean is(Element element, String name) {
    return NAMESPACE.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
