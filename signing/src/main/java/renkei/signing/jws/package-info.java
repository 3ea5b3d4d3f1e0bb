/**
 * Signed files that travel and are kept as they came: JSON Web Signatures in compact form (RFC
 * 7515) under one strict profile. {@link renkei.signing.jws.CompactJws} makes and checks them; it
 * knows keys and bytes, and not what the payload says. {@link renkei.signing.jws.StrictJson} reads
 * JSON that is signed. For messages on the wire see {@link renkei.signing.xml}.
 */
@NullMarked
package renkei.signing.jws;

import org.jspecify.annotations.NullMarked;
