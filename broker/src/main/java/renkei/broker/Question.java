package renkei.broker;

import java.time.Instant;
import java.util.Optional;
import renkei.broker.message.Answer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Matter;
import renkei.codebook.Purpose;
import renkei.codebook.Terms;

/**
 * A permitted question to the tenant's own data.
 *
 * @param inquirer who asks
 * @param subject whom it is about; empty if the person code is bound to no addressee number, and
 *     then the answer is {@link Answer.NotRegistered}: whether anything is held on the person
 *     nobody can say
 * @param matter what is asked; its items and the permission for them have been checked
 * @param terms on what terms; delegation and consent have been checked
 * @param purpose what for; protection looks different for the portal
 * @param released since when this very provision had been on hold when staff released it: they have
 *     not seen what was flagged later, and that holds the answer again; empty if nobody released it
 */
public record Question(
    AgencyCode inquirer,
    Optional<AddresseeNumber> subject,
    Matter matter,
    Terms terms,
    Purpose purpose,
    Optional<Instant> released) {}
