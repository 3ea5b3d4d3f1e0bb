/**
 * Signing, sealing and proving: XML signatures under one strict profile, seals tied to one message,
 * certificates and keys, hash trees over batches. A leaf of the project: it knows keys, bytes and
 * elements, and no word of what they are about.
 *
 * <p>This package has what all rooms share: keys ({@link renkei.signing.SigningIdentity}, {@link
 * renkei.signing.KeyStoreFile}), the dated {@link renkei.signing.AlgorithmTable}, signatures over
 * plain bytes ({@link renkei.signing.Signatures}), encryption of what is stored ({@link
 * renkei.signing.DataKey}) and {@link renkei.signing.SigningUnavailableException}. It knows {@code
 * algorithm} and no other room. Arrows between rooms run one way, downwards in this map:
 *
 * <table>
 * <caption>The rooms, and the class that decides in each</caption>
 * <tr><td>{@link renkei.signing.tls}
 *     <td>TLS 1.3 between parties; {@code CertificateTrustManager} decides on a peer
 * <tr><td>{@link renkei.signing.token}
 *     <td>keys in hardware tokens (PKCS#11); {@code BoundedCalls} decides when a token is ejected
 * <tr><td>{@link renkei.signing.http}
 *     <td>the way to issuers and time-stamp authorities
 * <tr><td>{@link renkei.signing.evidence}
 *     <td>batches, time-stamps and evidence for years; {@code Evidence} decides whether it holds
 * <tr><td>{@link renkei.signing.evidence.tree}
 *     <td>the Merkle tree (RFC 9162)
 * <tr><td>{@link renkei.signing.revocation}
 *     <td>revocation lists and OCSP; {@code RevocationCache} decides what a certificate's status is
 * <tr><td>{@link renkei.signing.jws}
 *     <td>signed files; {@code CompactJws} decides whether one is genuine
 * <tr><td>{@link renkei.signing.seal}
 *     <td>XML Encryption for its receivers; {@code AgreementSealer} seals, {@code AgreementOpener}
 *     decides whether a seal opens
 * <tr><td>{@link renkei.signing.xml}
 *     <td>reading, writing and signing XML; {@code ProfileVerifier} decides whether a signature counts
 * <tr><td>{@link renkei.signing.trust}
 *     <td>whose certificates count; {@code AnchoredTrust} decides on a path
 * <tr><td>{@link renkei.signing.algorithm}
 *     <td>the algorithms there are, and the providers that do them
 * </table>
 *
 * <p>{@code renkei.signing.bench} measures, and nothing needs it.
 */
@NullMarked
package renkei.signing;

import org.jspecify.annotations.NullMarked;
