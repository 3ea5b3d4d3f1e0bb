/**
 * The ground: which algorithms for signatures, digests, curves and seals there are, by which names,
 * and which provider does each. Everything here is public to the module and is a value without a
 * secret. It knows no other room; which algorithm counts when is for the {@link
 * renkei.signing.AlgorithmTable} above it to say.
 */
@NullMarked
package renkei.signing.algorithm;

import org.jspecify.annotations.NullMarked;
