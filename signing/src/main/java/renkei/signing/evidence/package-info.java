/**
 * Evidence that stands alone for years: a batch under one signature over the root of a {@linkplain
 * renkei.signing.evidence.tree Merkle tree}, the signers' chains, what their issuers said about
 * revocation, and a time-stamp (RFC 3161) over all of that. {@code BatchSigner} makes a batch,
 * {@code TimeStampQueue} has it stamped, {@code Evidence} holds it together and decides whether it
 * holds.
 */
@NullMarked
package renkei.signing.evidence;

import org.jspecify.annotations.NullMarked;
