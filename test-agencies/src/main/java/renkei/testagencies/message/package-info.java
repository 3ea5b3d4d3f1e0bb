/**
 * The messages of the published contract (national.xsd), what they are made of, and what comes of
 * them; read from and written to XML by code of the world's own ({@code MessageReader}, {@code
 * MessageWriter}). Their words are in {@code vocabulary}; how they travel is in {@code soap}.
 */
@NullMarked
package renkei.testagencies.message;

import org.jspecify.annotations.NullMarked;
