/**
 * Keys that live in a hardware token (PKCS#11) and never leave it. Other modules come in by {@code
 * HardwareToken}. Every call is bounded: {@code BoundedCalls} is the bulkhead and the circuit
 * breaker of the whole token, {@code KeyCircuitBreaker} that of one key; {@code ExclusiveLogins}
 * lets one holder at a time into a token.
 */
@NullMarked
package renkei.signing.token;

import org.jspecify.annotations.NullMarked;
