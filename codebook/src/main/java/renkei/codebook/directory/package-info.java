/**
 * Which public bodies there are: their codes and kinds, when each exists and who took over from it,
 * for whom a union or prefecture holds what, who does whose work, which of them live on this
 * platform as tenants, and which form of addressee numbers (団体内統合宛名番号) each of those declared. A
 * caller begins with {@link renkei.codebook.directory.AgencyDirectory}, which also answers who held
 * what on which day. What comes in says something about bodies and knows nothing but the words of
 * {@code renkei.codebook}: who may ask whom is said next door, in {@code permission}, and where a
 * directory is read from is for the gateway to know.
 */
@NullMarked
package renkei.codebook.directory;

import org.jspecify.annotations.NullMarked;
