package renkei.testagencies.agency;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import renkei.testagencies.message.Message;
import renkei.testagencies.party.Party;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Reason;

/**
 * A national agency that receipts everything and never answers.
 *
 * @param code its code
 */
public record SilentAgency(AgencyCode code) implements Party {

  @Override
  public Optional<Reason> receive(Message message, List<X509Certificate> signer) {
    return Optional.empty();
  }
}
