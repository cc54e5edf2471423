/** Decides which upstream answers a request, and which upstreams are fit to. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.routing;
