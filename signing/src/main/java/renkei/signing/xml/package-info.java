/**
 * XML that is read within bounds, written so that signatures survive, signed and verified under one
 * strict profile. Other modules come in by {@code XmlDocuments}, {@code XmlSigner} and {@code
 * XmlVerifier}; {@code ProfileVerifier} decides whether a signature counts, by the shape that
 * {@code SignatureProfile} reads. {@link renkei.signing.seal} uses the elements and names of this
 * room.
 */
@NullMarked
package renkei.signing.xml;

import org.jspecify.annotations.NullMarked;
