package renkei.signing.xml;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
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
    return out.toByteArray();
  }

  /**
   * Whether a canonical form has no characters but those of XML 1.0 (2.2): a tree built by program
   * may have others, and nobody could read it. Unpaired surrogates never come so far.
   */
  static boolean isReadable(byte[] canonical) {
    for (int i = 0; i < canonical.length; i++) {
      int octet = canonical[i] & 0xFF;
      boolean control = octet < ' ' && octet != '\t' && octet != '\n';
      // U+FFFE and U+FFFF in UTF-8.
      boolean noCharacter =
          octet == 0xEF
              && i + 2 < canonical.length
              && (canonical[i + 1] & 0xFF) == 0xBF
              && (canonical[i + 2] & 0xFF) >= 0xBE;
      if (control || noCharacter) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes so many bytes and no more. Santuario writes octet by octet, so that each must be cheap:
   * one thread writes, and nothing is locked.
   */
  private static final class Bounded extends OutputStream {

    private final int most;
    private byte[] octets = new byte[4096];
    private int length;

    Bounded(int most) {
      this.most = most;
    }

    @Override
    public void write(int octet) throws IOException {
      makeRoom(1);
      octets[length++] = (byte) octet;
    }

    @Override
    public void write(byte[] more, int from, int count) throws IOException {
      makeRoom(count);
      System.arraycopy(more, from, octets, length, count);
      length += count;
    }

    private void makeRoom(int count) throws IOException {
      if (count > octets.length - length) {
        grow(count);
      }
    }

    private void grow(int count) throws IOException {
      if (count > most - length) {
        throw new IOException("canonical form of more than " + most + " bytes");
      }
      octets = Arrays.copyOf(octets, Math.min(most, Math.max(length + count, 2 * length)));
    }

    byte[] toByteArray() {
      return Arrays.copyOf(octets, length);
    }
  }
}
