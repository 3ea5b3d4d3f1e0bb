package renkei.broker;

import java.time.Instant;
import java.util.Optional;
import renkei.broker.message.Answer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.Purpose;

/**
 * A permitted question to the tenant's own data.
 *
 * @param inquirer who asks
 * @param subject whom it is about; empty if the person code is bound to no addressee number, and
 *     then the answer is {@link Answer.NotRegistered}: whether anything is held on the person
 *     nobody can say
 * @param information what is asked
 * @param purpose what for; protection looks different for the portal
 * @param released since when this very provision had been on hold when staff released it: they have
 *     not seen what was flagged later, and that holds the answer again; empty if nobody released it
 */
public record Question(
    AgencyCode inquirer,
    Optional<AddresseeNumber> subject,
    InformationCode information,
    Purpose purpose,
    Optional<Instant> released) {}
