/**
 * Signing, sealing and proving: XML signatures under one strict profile, seals tied to one message,
 * certificates and keys, hash trees over batches. A leaf of the project: it knows keys, bytes and
 * elements, and no word of what they are about.
 */
@NullMarked
package renkei.signing;

import org.jspecify.annotations.NullMarked;
