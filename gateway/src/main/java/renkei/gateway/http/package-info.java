/**
 * What doors over HTTP share above the server: what an endpoint lets in ({@link
 * renkei.gateway.http.Entrance}) and how the server's refusals are worded there ({@link
 * renkei.gateway.http.RefusalForm}), the names in a client's certificate, a body read within
 * bounds, and an answer that ends before it is whole. It knows no server; {@code jetty} is the
 * server.
 */
@NullMarked
package renkei.gateway.http;

import org.jspecify.annotations.NullMarked;
