package renkei.gateway.contract;

import renkei.gateway.wording.Phrase;

/**
 * What is wrong with one element of a message; names elements and forms of the contract, and
 * nothing that the sender wrote.
 *
 * @param element its path below the envelope, such as {@code Answer/Provided/AsOf}
 * @param expected completes "must …"
 */
public record ElementFault(String element, Phrase expected) {}
