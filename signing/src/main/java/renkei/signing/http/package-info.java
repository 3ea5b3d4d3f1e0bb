/**
 * The way out: revocation lists, OCSP responders and time-stamp authorities by HTTP, each exchange
 * bounded in time and size. One class, {@code HttpTransfer}, which implements what {@link
 * renkei.signing.revocation} and {@link renkei.signing.evidence} ask for.
 */
@NullMarked
package renkei.signing.http;

import org.jspecify.annotations.NullMarked;
