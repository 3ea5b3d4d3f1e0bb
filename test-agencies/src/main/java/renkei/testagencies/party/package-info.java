/** What every party on the national network does alike: receive, receipt, send until receipted. */
@NullMarked
package renkei.testagencies.party;

import org.jspecify.annotations.NullMarked;
