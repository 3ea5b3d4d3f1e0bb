/** Files that survive a power cut, and texts that people hand in as files. */
@NullMarked
package renkei.gateway.files;

import org.jspecify.annotations.NullMarked;
