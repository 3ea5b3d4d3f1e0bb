package renkei.signing;

import java.io.ByteArrayOutputStream;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.apache.xml.security.c14n.implementations.Canonicalizer20010315ExclOmitComments;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Exclusive XML Canonicalization 1.0 without comments, by Santuario. */
final class Canonical {

  static final String URI = "http://www.w3.org/2001/10/xml-exc-c14n#";

  private Canonical() {}

  /**
   * Canonicalises an element.
   *
   * @param without a node below it to leave out with all that is in it, or null
   */
  static byte[] bytes(Element element, @Nullable Element without) throws CanonicalizationException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    new Canonicalizer20010315ExclOmitComments()
        .engineCanonicalizeSubTree(element, "", without, out);
    return out.toByteArray();
  }
}
