@NullMarked
package renkei.testagencies;

import org.jspecify.annotations.NullMarked;
