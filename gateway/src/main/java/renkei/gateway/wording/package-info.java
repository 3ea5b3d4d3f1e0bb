/**
 * The words in which callers are told what is wrong, in the two languages they read: {@link
 * renkei.gateway.wording.Phrase}, the forms that fields have ({@link
 * renkei.gateway.wording.Forms}), and which language a caller asks for. Every door words its
 * refusals with these, each in its own syntax; no door, no server and no value of a request is
 * known here.
 */
@NullMarked
package renkei.gateway.wording;

import org.jspecify.annotations.NullMarked;
