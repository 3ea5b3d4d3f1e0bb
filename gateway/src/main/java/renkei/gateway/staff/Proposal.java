package renkei.gateway.staff;

import java.time.Instant;
import java.util.UUID;

/**
 * What waits for a second person.
 *
 * @param kind of {@link TwoPersonAct}
 * @param subject with or to what it is to be done
 * @param by whose proposal it is
 * @param expiresAt from when nobody can approve it any more
 */
public record Proposal(
    UUID id,
    String kind,
    String subject,
    Login by,
    String credential,
    Instant at,
    Instant expiresAt) {}
