/**
 * Whose certificates count: path validation by RFC 5280 with rules of our own ({@code
 * CertificateRules}, {@code NameRules}), remembered verdicts, names and ends of certificates, and a
 * party's own key ring through time. Other modules come in by {@code CertificateTrust}; {@code
 * AnchoredTrust} decides. Whether a certificate is revoked is asked through {@code
 * RevocationStatus}, which {@link renkei.signing.revocation} answers.
 */
@NullMarked
package renkei.signing.trust;

import org.jspecify.annotations.NullMarked;
