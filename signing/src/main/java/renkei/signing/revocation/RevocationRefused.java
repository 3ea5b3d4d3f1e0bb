package renkei.signing.revocation;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.OperatorCreationException;

/** Leaves the reading of revocation information with the rule that was broken. */
final class RevocationRefused extends Exception {

  private final String rule;

  RevocationRefused(String rule) {
    super(rule, null, false, false);
    this.rule = rule;
  }

  String rule() {
    return rule;
  }

  /** A step of reading what an issuer, or somebody in its name, sent. */
  interface Reading<T> {
    T read()
        throws RevocationRefused,
            IOException,
            OCSPException,
            OperatorCreationException,
            GeneralSecurityException;
  }

  /** What was read; refused by {@code rule} where a library cannot read it, however it leaves. */
  static <T> T unlessReadable(String rule, Reading<T> reading) throws RevocationRefused {
    try {
      return reading.read();
    } catch (IOException
        | OCSPException
        | OperatorCreationException
        | GeneralSecurityException
        | RuntimeException e) {
      throw new RevocationRefused(rule + ": " + e.getClass().getSimpleName());
    }
  }

  static void require(boolean kept, String rule) throws RevocationRefused {
    if (!kept) {
      throw new RevocationRefused(rule);
    }
  }
}
