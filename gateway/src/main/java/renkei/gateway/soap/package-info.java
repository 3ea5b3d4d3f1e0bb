/**
 * The national side on the wire: the door at which the national network (情報提供ネットワークシステム) delivers,
 * the client that sends, and the XML of every message. Contract: {@code national.xsd}, {@code
 * national.wsdl}, {@code docs/protocol.md}.
 */
@NullMarked
package renkei.gateway.soap;

import org.jspecify.annotations.NullMarked;
