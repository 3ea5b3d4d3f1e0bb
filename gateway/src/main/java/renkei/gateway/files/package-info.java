/** Files that survive a power cut. */
@NullMarked
package renkei.gateway.files;

import org.jspecify.annotations.NullMarked;
