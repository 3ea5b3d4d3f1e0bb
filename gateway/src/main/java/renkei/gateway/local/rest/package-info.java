/**
 * The local door's REST interface, through which municipal backend systems (既存システム) and staff reach
 * their own municipality's part of the platform: syntax alone, from HTTP and JSON to the requests
 * of {@code renkei.gateway.local} and back. One resource for each kind of request; {@code Errors}
 * makes every refusal an answer, {@code HttpStatus} says which status. Contract: {@code
 * openapi.yaml}.
 */
@NullMarked
package renkei.gateway.local.rest;

import org.jspecify.annotations.NullMarked;
