/**
 * What issuers say about certificates they take back: lists (RFC 5280, 5) and OCSP responses (RFC
 * 6960), fetched ahead, checked when they come in, and asked from memory; stapled to evidence, they
 * answer years later. {@code RevocationCache} decides for today, {@code RevocationStaples} for
 * evidence; both are a {@link renkei.signing.trust.RevocationStatus}.
 */
@NullMarked
package renkei.signing.revocation;

import org.jspecify.annotations.NullMarked;
