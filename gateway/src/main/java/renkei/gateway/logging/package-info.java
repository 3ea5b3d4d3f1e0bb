/**
 * What the log says: the form of a failure on one line, and what doors refuse, logged and counted.
 * Content, codes and numbers of a person never come here.
 */
@NullMarked
package renkei.gateway.logging;

import org.jspecify.annotations.NullMarked;
