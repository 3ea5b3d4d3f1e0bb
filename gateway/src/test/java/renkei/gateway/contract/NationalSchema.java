package renkei.gateway.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Node;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

/** The published schema, with what it imports. */
public final class NationalSchema {

  private static final DOMImplementationLS LS = ls();

  private final Schema schema;

  public NationalSchema() {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    try {
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setResourceResolver(
          (_, _, _, systemId, _) -> imported(Objects.requireNonNull(systemId)));
      schema = factory.newSchema(file("/national.xsd"));
    } catch (SAXException e) {
      throw new IllegalStateException("the contract is no schema", e);
    }
  }

  /** Throws {@link SAXException} if it is not valid. */
  public void validate(Node message) throws SAXException {
    try {
      schema.newValidator().validate(new DOMSource(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LSInput imported(String name) {
    LSInput input = LS.createLSInput();
    input.setSystemId(name);
    input.setCharacterStream(new StringReader(text("/" + name)));
    return input;
  }

  private static DOMImplementationLS ls() {
    try {
      return (DOMImplementationLS)
          DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().getDOMImplementation();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has no XML parser", e);
    }
  }

  private static Source file(String name) {
    return new StreamSource(new StringReader(text(name)));
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(NationalSchema.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
