/** What signing and sealing cost, each beside the bare primitive of the same provider. */
@NullMarked
package renkei.signing.bench;

import org.jspecify.annotations.NullMarked;
