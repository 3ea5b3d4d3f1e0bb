/**
 * The Merkle tree of RFC 9162: roots, inclusion and consistency proofs, and trees that grow. Pure
 * functions over hashes; it knows the digest and nothing else.
 */
@NullMarked
package renkei.signing.evidence.tree;

import org.jspecify.annotations.NullMarked;
