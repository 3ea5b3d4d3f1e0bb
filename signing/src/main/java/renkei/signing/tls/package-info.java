/**
 * TLS 1.3 and nothing older, between parties that trust each other by the same certificates. Other
 * modules come in by {@code Tls}; {@code CertificateTrustManager} decides on a peer, {@code
 * HostNames} on its name.
 */
@NullMarked
package renkei.signing.tls;

import org.jspecify.annotations.NullMarked;
