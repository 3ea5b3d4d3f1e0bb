/**
 * The demonstration PKI: keys and certificates for a first start without any of the operator's own.
 */
@NullMarked
package renkei.gateway.pki;

import org.jspecify.annotations.NullMarked;
