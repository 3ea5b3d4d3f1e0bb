/**
 * The code vault of one tenant: which person code (符号) stands for which of its addressees, how
 * codes are asked for and bound, and the cases for people that come of a code that does not fit. A
 * caller begins with {@link renkei.codebook.vault.CodeVaults}, inside a transaction. What comes in
 * is the vault's API alone; its tables are in {@code renkei.codebook.postgres}.
 */
@NullMarked
package renkei.codebook.vault;

import org.jspecify.annotations.NullMarked;
