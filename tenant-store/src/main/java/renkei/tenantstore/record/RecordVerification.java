package renkei.tenantstore.record;

import java.io.BufferedReader;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import renkei.signing.AlgorithmTable;

/** Checks an export of exchange records without the database it came from. */
public sealed interface RecordVerification {

  /** Every record is under the signed head, and nothing else is. */
  record Genuine(SignedHead head, X509Certificate signer) implements RecordVerification {}

  /**
   * The export was changed, or does not belong to its head.
   *
   * @param line where it shows, from 1
   */
  record Broken(long line, String reason) implements RecordVerification {}

  /**
   * Reads the export to its end. Whether to trust the signer is for the caller to say: check the
   * chain of the head.
   *
   * @param seenRoots roots of heads seen before by tree size, in lower-case hexadecimal: only they
   *     show that nothing was cut off at the end, or replaced by the holder of the key
   * @param algorithms says by what the head may have been signed
   * @param now when the export is looked at
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  static RecordVerification of(
      BufferedReader export, Map<Long, String> seenRoots, AlgorithmTable algorithms, Instant now) {
    return RecordExport.verify(export, seenRoots, algorithms, now);
  }
}
