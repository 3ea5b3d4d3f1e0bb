/** The bodies outside the platform that ask and answer through the national network. */
@NullMarked
package renkei.testagencies.agency;

import org.jspecify.annotations.NullMarked;
