package renkei.tenantstore.record;

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
import renkei.codebook.TenantId;
import renkei.signing.AlgorithmTable;
import renkei.signing.Certificates;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyId;
import renkei.signing.evidence.tree.MerkleTree;

/**
 * The lines of an export: a title, the head, its certificates from the signer upwards, then every
 * record in the order of the tree, as it was written. The title says by which forms they may be:
 * under the first one all are of form 1, under the second each is of form 1 or of form 2.
 */
public final class RecordExport {

  private static final String FORM_ONE = "renkei exchange records 1";
  private static final String BOTH_FORMS = "renkei exchange records 2";

  private RecordExport() {}

  /**
   * The lines before the records.
   *
   * @param bothForms whether there are records of form 2
   */
  public static List<String> opening(SignedHead head, boolean bothForms) {
    List<String> lines = new ArrayList<>();
    lines.add(bothForms ? BOTH_FORMS : FORM_ONE);
    lines.add(
        String.join(
            "\t",
            "head",
            head.tenant().value(),
            Long.toString(head.size()),
            head.root(),
            head.signedAt().toString(),
            head.signature().algorithm(),
            Base64.getEncoder().encodeToString(head.signature().value())));
    for (X509Certificate certificate : head.chain()) {
      lines.add(
          "certificate\t" + Base64.getEncoder().encodeToString(Certificates.encoded(certificate)));
    }
    return lines;
  }

  /** The line of one record. */
  public static String record(long index, RecordText text) {
    return "record\t" + index + "\t" + text.text();
  }

  /** Reads the lines of one export and judges it. */
  static RecordVerification verify(
      BufferedReader export, Map<Long, String> seenRoots, AlgorithmTable algorithms, Instant now) {
    Lines lines = new Lines(export);
    try {
      boolean bothForms = title(lines);
      SignedHead head = head(lines);
      records(lines, bothForms, head, seenRoots);
      // Nothing the export says of itself is repeated: it may be written to fool who reads it.
      return switch (head.signedByChain(algorithms, now)) {
        case HOLDS -> new RecordVerification.Genuine(head, head.chain().getFirst());
        case ENDED ->
            new RecordVerification.Broken(
                2, "the head is signed, but by an algorithm that the table no longer believes");
        case BROKEN ->
            new RecordVerification.Broken(2, "the head is not signed by its first certificate");
      };
    } catch (Lines.BrokenException e) {
      return e.verdict;
    }
  }

  private static boolean title(Lines lines) {
    String title = lines.next();
    if (!title.equals(FORM_ONE) && !title.equals(BOTH_FORMS)) {
      throw lines.broken("not an export of exchange records");
    }
    return title.equals(BOTH_FORMS);
  }

  private static SignedHead head(Lines lines) {
    String[] fields = lines.next().split("\t", -1);
    List<X509Certificate> chain = new ArrayList<>();
    if (fields.length != 7 || !fields[0].equals("head")) {
      throw lines.broken("the head is missing");
    }
    while (lines.peek().startsWith("certificate\t")) {
      chain.add(certificate(lines, lines.next().substring("certificate\t".length())));
    }
    if (chain.isEmpty()) {
      throw lines.broken("the certificate of the head is missing");
    }
    try {
      return new SignedHead(
          new TenantId(fields[1]),
          Long.parseLong(fields[2]),
          fields[3],
          Instant.parse(fields[4]),
          new DetachedSignature(
              fields[5], KeyId.of(chain.getFirst()), Base64.getDecoder().decode(fields[6])),
          chain);
    } catch (IllegalArgumentException | DateTimeException _) {
      throw lines.broken("the head cannot be read");
    }
  }

  private static X509Certificate certificate(Lines lines, String base64) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    } catch (CertificateException | IllegalArgumentException _) {
      throw lines.broken("a certificate cannot be read");
    }
  }

  private static void records(
      Lines lines, boolean bothForms, SignedHead head, Map<Long, String> seenRoots) {
    MerkleTree.Frontier tree = MerkleTree.Frontier.empty();
    long largestSeen = seenRoots.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    if (head.size() < largestSeen) {
      throw lines.broken("there was a larger tree before");
    }
    while (!lines.peek().isEmpty()) {
      String prefix = "record\t" + tree.size() + "\t";
      String line = lines.next();
      if (!line.startsWith(prefix)) {
        throw lines.broken("record " + tree.size() + " is missing");
      }
      tree = tree.append(text(lines, bothForms, line.substring(prefix.length())).leafHash());
      String seen = seenRoots.get(tree.size());
      if (seen != null && !seen.equals(hex(tree))) {
        throw lines.broken("the tree does not extend the one seen before");
      }
    }
    if (tree.size() != head.size() || !hex(tree).equals(head.root())) {
      throw lines.broken("the records are not those of the head");
    }
  }

  private static RecordText text(Lines lines, boolean bothForms, String text) {
    try {
      return bothForms ? RecordText.read(text) : new FormOne(text);
    } catch (IllegalArgumentException _) {
      throw lines.broken("a record cannot be read");
    }
  }

  private static String hex(MerkleTree.Frontier tree) {
    return HexFormat.of().formatHex(tree.root());
  }

  /** Lines with their number; an empty one stands for the end. */
  private static final class Lines {

    /** Never leaves {@link #verify}. */
    private static final class BrokenException extends RuntimeException {

      private static final long serialVersionUID = 1L;

      private final transient RecordVerification.Broken verdict;

      private BrokenException(RecordVerification.Broken verdict) {
        super(verdict.reason(), null, false, false);
        this.verdict = verdict;
      }
    }

    private final BufferedReader reader;
    private String ahead;
    private long number;

    private Lines(BufferedReader reader) {
      this.reader = reader;
      this.ahead = read();
    }

    private String peek() {
      return ahead;
    }

    private String next() {
      String line = ahead;
      number++;
      ahead = read();
      return line;
    }

    private BrokenException broken(String reason) {
      return new BrokenException(new RecordVerification.Broken(number, reason));
    }

    private String read() {
      try {
        String line = reader.readLine();
        return line == null ? "" : line;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
