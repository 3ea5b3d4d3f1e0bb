/**
 * The words everybody here uses, each a type of its own; the code vault, the permission list and
 * the directory of agencies.
 */
@NullMarked
package renkei.codebook;

import org.jspecify.annotations.NullMarked;
