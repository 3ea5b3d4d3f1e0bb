/**
 * The local door: the REST interface through which municipal backend systems (既存システム) and staff
 * reach their own municipality's part of the platform. Contract: {@code openapi.yaml}.
 */
@NullMarked
package renkei.gateway.rest;

import org.jspecify.annotations.NullMarked;
