package renkei.gateway.national;

import java.time.Clock;
import renkei.gateway.contract.Composer;
import renkei.gateway.testing.Parties;
import renkei.signing.SigningIdentity;

/** What the core sends, for tests that run the platform as a whole. */
public final class CoreMessage {

  private CoreMessage() {}

  /** A permitted inquiry of the pension service to the first municipality, in its envelope. */
  public static byte[] permittedInquiry(SigningIdentity core, SigningIdentity inquirer) {
    return SoapEnvelope.around(
        Composer.signed(
            core,
            new Composer(Clock.systemUTC())
                .permittedInquiry(Parties.PENSION, Parties.KITA_AGENCY, inquirer.chain())));
  }
}
