/**
 * What every party on the national network does alike: the door that verifies, receipts and gives a
 * message to its receiver once ({@code Parties}), sending until receipted ({@code MessageSender}),
 * and where everybody is reached ({@code Routes}).
 */
@NullMarked
package renkei.testagencies.party;

import org.jspecify.annotations.NullMarked;
