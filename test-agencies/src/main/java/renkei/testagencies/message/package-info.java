/**
 * What the world says on the national network: the vocabulary and the messages of the published
 * contract (national.xsd), read from and written to XML by code of the world's own.
 */
@NullMarked
package renkei.testagencies.message;

import org.jspecify.annotations.NullMarked;
