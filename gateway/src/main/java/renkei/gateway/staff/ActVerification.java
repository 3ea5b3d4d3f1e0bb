package renkei.gateway.staff;

import java.io.BufferedReader;
import java.time.Instant;
import java.util.Map;
import renkei.signing.AlgorithmTable;

/** Checks an export of acts without the database it came from. */
public sealed interface ActVerification {

  /** Every act is under the signed head, in its place, and nothing else is. */
  record Genuine(ActHead head) implements ActVerification {}

  /**
   * The export was changed, or does not belong to its head.
   *
   * @param line where it shows, from 1
   */
  record Broken(long line, String reason) implements ActVerification {}

  /**
   * Reads the export to its end. Whether to trust the signer is for the caller to say.
   *
   * @param seenRoots roots of heads seen before by tree size: only they show that nothing was cut
   *     off at the end, or replaced by the holder of the key
   * @param algorithms says by what the head may have been signed
   * @param now when the export is looked at
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  static ActVerification of(
      BufferedReader export, Map<Long, String> seenRoots, AlgorithmTable algorithms, Instant now) {
    return new ActExport(export, seenRoots).verify(algorithms, now);
  }
}
