/**
 * HTTPS servers: CXF endpoints and servlets on Jetty. A connection comes to {@code Connections} (a
 * stranger's until its handshake is finished, then a caller's), a request through {@code
 * HeaderDeadline}, {@code CallerGate}, {@code CallerBulkhead} and {@code HeadGate}, and its body
 * through {@code LateBody}. What they refuse is told by {@code DoorErrors} in the form of the
 * endpoint's {@link renkei.gateway.http.Entrance}.
 */
@NullMarked
package renkei.gateway.jetty;

import org.jspecify.annotations.NullMarked;
