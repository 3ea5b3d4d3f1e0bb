/** HTTPS servers: CXF endpoints and servlets on Jetty. */
@NullMarked
package renkei.gateway.jetty;

import org.jspecify.annotations.NullMarked;
