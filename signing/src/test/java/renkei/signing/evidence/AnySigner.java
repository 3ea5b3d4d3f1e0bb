package renkei.signing.evidence;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.signing.AlgorithmTable;

/** Verifies heads by what the signers' keys say, whether the signers are trusted or not. */
public final class AnySigner {

  private AnySigner() {}

  /** The batch of a head whose signatures hold; empty for any other. */
  public static Optional<GenuineBatch> verify(
      BatchHead head,
      List<X509Certificate> signers,
      AlgorithmTable table,
      Instant made,
      Instant now) {
    return GenuineBatch.verify(head, signers, table, made, now);
  }
}
