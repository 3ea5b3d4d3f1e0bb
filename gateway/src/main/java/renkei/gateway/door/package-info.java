/** What all doors share: who is calling, how much is read, and what is said about refusals. */
@NullMarked
package renkei.gateway.door;

import org.jspecify.annotations.NullMarked;
