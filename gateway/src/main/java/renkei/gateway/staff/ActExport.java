package renkei.gateway.staff;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import renkei.signing.AlgorithmTable;
import renkei.signing.Certificates;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyId;
import renkei.signing.evidence.tree.MerkleTree.Frontier;

/**
 * The lines of an export of acts: a title, the head, its certificates from the signer upwards, then
 * every act in its order. One instance reads one export.
 */
final class ActExport {

  private static final String TITLE = "renkei acts 1";

  /** What decoders put where bytes are no text (U+FFFD); no act holds it. */
  private static final char REPLACED = '\uFFFD';

  private final BufferedReader reader;
  private final Map<Long, String> seenRoots;
  private String ahead;
  private long number;

  ActExport(BufferedReader reader, Map<Long, String> seenRoots) {
    this.reader = reader;
    this.seenRoots = seenRoots;
    this.ahead = read();
  }

  /** Says why an export does not count; never leaves {@link #verify}. */
  private static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private BrokenException(String reason) {
      super(reason, null, false, false);
    }
  }

  /** The lines before the acts. */
  static List<String> opening(ActHead head) {
    List<String> lines = new ArrayList<>();
    Base64.Encoder base64 = Base64.getEncoder();
    lines.add(TITLE);
    lines.add(
        String.join(
            "\t",
            "head",
            head.place().value(),
            Long.toString(head.size()),
            head.root(),
            head.signedAt().toString(),
            head.signature().algorithm(),
            base64.encodeToString(head.signature().value())));
    for (X509Certificate certificate : head.chain()) {
      lines.add("certificate\t" + base64.encodeToString(Certificates.encoded(certificate)));
    }
    return lines;
  }

  /** The line of one act. */
  static String act(long index, ActText text) {
    return "act\t" + index + "\t" + text.line();
  }

  /** Nothing the export says of itself is repeated: it may be written to fool who reads it. */
  ActVerification verify(AlgorithmTable algorithms, Instant now) {
    try {
      if (!next().equals(TITLE)) {
        throw new BrokenException("not an export of acts");
      }
      ActHead head = head();
      acts(head);
      return switch (head.signedByChain(algorithms, now)) {
        case HOLDS -> new ActVerification.Genuine(head);
        case ENDED ->
            new ActVerification.Broken(
                2, "the head is signed, but by an algorithm that the table no longer believes");
        case BROKEN ->
            new ActVerification.Broken(2, "the head is not signed by its first certificate");
      };
    } catch (BrokenException e) {
      return new ActVerification.Broken(number, String.valueOf(e.getMessage()));
    } catch (CertificateException | IllegalArgumentException | DateTimeException _) {
      return new ActVerification.Broken(number, "the line cannot be read");
    }
  }

  private ActHead head() throws BrokenException, CertificateException {
    String[] fields = next().split("\t", -1);
    if (fields.length != 7 || !fields[0].equals("head")) {
      throw new BrokenException("the head is missing");
    }
    Place place = Place.parse(fields[1]);
    long size = Long.parseLong(fields[2]);
    Instant signedAt = Instant.parse(fields[4]);
    byte[] signature = Base64.getDecoder().decode(fields[6]);
    List<X509Certificate> chain = new ArrayList<>();
    while (ahead.startsWith("certificate\t")) {
      chain.add(certificate(next().substring("certificate\t".length())));
    }
    if (chain.isEmpty()) {
      throw new BrokenException("the certificate of the head is missing");
    }
    return new ActHead(
        place,
        size,
        fields[3],
        signedAt,
        new DetachedSignature(fields[5], KeyId.of(chain.getFirst()), signature),
        chain);
  }

  private static X509Certificate certificate(String base64) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  private void acts(ActHead head) throws BrokenException {
    Frontier tree = Frontier.empty();
    if (seenRoots.keySet().stream().anyMatch(size -> size > head.size())) {
      throw new BrokenException("there was a larger tree before");
    }
    while (!ahead.isEmpty()) {
      String prefix = "act\t" + tree.size() + "\t";
      String line = next();
      if (!line.startsWith(prefix)) {
        throw new BrokenException("act " + tree.size() + " is missing");
      }
      tree = tree.append(new ActText(line.substring(prefix.length())).leafHash());
      String seen = seenRoots.get(tree.size());
      if (seen != null && !seen.equals(hex(tree))) {
        throw new BrokenException("the tree does not extend the one seen before");
      }
    }
    if (tree.size() != head.size() || !hex(tree).equals(head.root())) {
      throw new BrokenException("the acts are not those of the head");
    }
  }

  private static String hex(Frontier tree) {
    return HexFormat.of().formatHex(tree.root());
  }

  private String next() throws BrokenException {
    String line = ahead;
    number++;
    if (line.indexOf(REPLACED) >= 0) {
      throw new BrokenException("the line is not UTF-8");
    }
    ahead = read();
    return line;
  }

  /** An empty line stands for the end. */
  private String read() {
    try {
      String line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
