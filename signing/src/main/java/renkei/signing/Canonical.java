package renkei.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.apache.xml.security.c14n.implementations.Canonicalizer20010315ExclOmitComments;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Exclusive XML Canonicalization 1.0 without comments, by Santuario. */
final class Canonical {

  static final String URI = "http://www.w3.org/2001/10/xml-exc-c14n#";

  private Canonical() {}

  /**
   * Canonicalises an element. The form may be much longer than the document: a namespace declared
   * once above is written again on each child that uses its prefix. So the length is bounded while
   * it grows.
   *
   * @param without a node below it to leave out with all that is in it, or null
   * @throws CanonicalizationException if there is no canonical form, or it is longer than {@link
   *     XmlBounds#MESSAGE} allows
   */
  static byte[] bytes(Element element, @Nullable Element without) throws CanonicalizationException {
    Bounded out = new Bounded(XmlBounds.MESSAGE.maxBytes());
    new Canonicalizer20010315ExclOmitComments()
        .engineCanonicalizeSubTree(element, "", without, out);
    return out.bytes.toByteArray();
  }

  /** Takes so many bytes and no more. */
  private static final class Bounded extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final int most;

    Bounded(int most) {
      this.most = most;
    }

    @Override
    public void write(int octet) throws IOException {
      requireRoom(1);
      bytes.write(octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      requireRoom(length);
      bytes.write(octets, from, length);
    }

    private void requireRoom(int length) throws IOException {
      if (length > most - bytes.size()) {
        throw new IOException("canonical form of more than " + most + " bytes");
      }
    }
  }
}
