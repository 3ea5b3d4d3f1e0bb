package renkei.broker;

import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;
import renkei.codebook.Purpose;

/**
 * A permitted question to the tenant's own data.
 *
 * @param subject whom it is about; empty if the person code is bound to no addressee number, and
 *     then the answer is {@link Answer.NoRecord} or {@link Answer.NotRegistered}
 * @param information what is asked
 * @param purpose what for; protection looks different for the portal
 * @param released whether staff have released the hold on this very provision
 */
public record Question(
    Optional<AddresseeNumber> subject,
    InformationCode information,
    Purpose purpose,
    boolean released) {}
