/**
 * The words of the published contract, each a type of its own: ids and codes that refuse any other
 * form, and the enumerations. Written from national.xsd by itself, so that a mistake of the
 * platform's own vocabulary shows. What comes in is a word that a message, a layout or a local door
 * names; what is made of such words is in {@code renkei.testagencies.message}.
 */
@NullMarked
package renkei.testagencies.vocabulary;

import org.jspecify.annotations.NullMarked;
