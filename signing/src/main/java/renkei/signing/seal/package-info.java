/**
 * Content sealed for its receivers alone and tied to one message: XML Encryption 1.1 with key
 * agreement. Other modules come in by {@code Sealer} and {@code Opener}; {@code AgreementSealer}
 * makes a seal, {@code Seal} reads it, {@code AgreementOpener} decides whether it opens, and {@code
 * KeyWrapping} ties it to its message.
 */
@NullMarked
package renkei.signing.seal;

import org.jspecify.annotations.NullMarked;
