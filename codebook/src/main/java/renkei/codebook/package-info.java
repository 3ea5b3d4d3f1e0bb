@NullMarked
package renkei.codebook;

import org.jspecify.annotations.NullMarked;
