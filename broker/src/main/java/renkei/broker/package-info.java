@NullMarked
package renkei.broker;

import org.jspecify.annotations.NullMarked;
