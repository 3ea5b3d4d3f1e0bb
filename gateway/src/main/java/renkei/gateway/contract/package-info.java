/**
 * The national contract's codec: elements to records and back, signed and sealed. What comes in is
 * a {@link renkei.gateway.contract.VerifiedMessage} with its {@link
 * renkei.gateway.contract.MessageContents}; what goes out is written by {@link
 * renkei.gateway.contract.SignedMessages}; one class {@code …Xml} for each message, over {@code
 * ElementReader} and {@code ElementWriter}. {@link renkei.gateway.contract.PartyNames} says how
 * parties are named in certificates. Bytes and elements alone come in: no server and no database is
 * known here; {@code national} carries the messages. Contract: {@code national.xsd}, {@code
 * docs/protocol.md}.
 */
@NullMarked
package renkei.gateway.contract;

import org.jspecify.annotations.NullMarked;
