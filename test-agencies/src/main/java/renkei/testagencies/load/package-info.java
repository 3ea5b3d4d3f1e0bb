/** Load for measurements. */
@NullMarked
package renkei.testagencies.load;

import org.jspecify.annotations.NullMarked;
