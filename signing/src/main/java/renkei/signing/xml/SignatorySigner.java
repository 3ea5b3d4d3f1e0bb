package renkei.signing.xml;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import renkei.signing.AlgorithmTable;
import renkei.signing.Signatory;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;

/** Signs with the key its signatory names, which it asks for every signature. */
final class SignatorySigner implements XmlSigner {

  private final Signatory signatory;
  private final AlgorithmTable table;
  private final Clock clock;
  private volatile @Nullable Prepared last;

  /** What is made ready once for a key. */
  private record Prepared(SigningIdentity identity, XmlSigner signer) {}

  /** Refuses a signatory that is but one key, and one that cannot sign messages. */
  SignatorySigner(Signatory signatory, AlgorithmTable table, Clock clock) {
    this.signatory = signatory;
    this.table = table;
    this.clock = clock;
    if (signatory instanceof SigningIdentity identity) {
      last = prepare(identity.requireSigning());
    }
  }

  @Override
  public void sign(Element payload) {
    Instant now = clock.instant();
    SigningIdentity identity =
        signatory.at(
            now,
            candidate ->
                candidate.signingKey().algorithm().isForXml()
                    && candidate.isForNewWork(table, now));
    identity.requireForNewWork(table, now);
    prepared(identity).signer().sign(payload);
  }

  private Prepared prepared(SigningIdentity identity) {
    Prepared known = last;
    if (known != null && known.identity() == identity) {
      return known;
    }
    try {
      Prepared made = prepare(identity);
      last = made;
      return made;
    } catch (IllegalArgumentException e) {
      throw new SigningUnavailableException("the key is not for messages", e);
    }
  }

  private Prepared prepare(SigningIdentity identity) {
    return new Prepared(
        identity,
        new ProfileSigner(
            identity, algorithm -> table.requireForNewWork(algorithm, clock.instant())));
  }
}
