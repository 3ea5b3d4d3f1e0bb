@NullMarked
package renkei.gateway;

import org.jspecify.annotations.NullMarked;
