package renkei.gateway.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The published schema, with the W3C's schemas of signatures and encryption as Santuario carries
 * them.
 */
public final class NationalSchema {

  private static final String W3C = "/bindings/schemas/";

  private final Schema schema;

  public NationalSchema() {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    try {
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      schema =
          factory.newSchema(
              new Source[] {
                file(W3C + "xmldsig-core-schema.xsd"),
                file(W3C + "xop-include.xsd"),
                sealing(),
                file("/national.xsd")
              });
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

  /** Without the import by address: the schema of signatures is given beside it. */
  private static Source sealing() {
    String text =
        text(W3C + "xenc-schema.xsd").replaceAll("schemaLocation\\s*=\\s*['\"][^'\"]*['\"]", "");
    return new StreamSource(new StringReader(text));
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
