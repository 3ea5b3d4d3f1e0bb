@NullMarked
package renkei.signing;

import org.jspecify.annotations.NullMarked;
