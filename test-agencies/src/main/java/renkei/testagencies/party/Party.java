package renkei.testagencies.party;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import renkei.testagencies.message.Message;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Reason;

/** A body that receives messages. Called by many threads at once, once for each message. */
public interface Party {

  /** Its code. */
  AgencyCode code();

  /**
   * Takes one verified message; must be quick and leave the work to threads of its own.
   *
   * @param signer whose signature it carries: the certificate that names the sender, then its
   *     issuers as the sender stated them
   * @return why it is refused; empty if it was taken
   */
  Optional<Reason> receive(Message message, List<X509Certificate> signer);
}
