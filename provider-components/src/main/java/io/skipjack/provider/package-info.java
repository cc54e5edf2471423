/**
 * The Camel component {@code provider:}, through which routes use every {@link io.skipjack.domain.provider.Provider} and {@link
 * io.skipjack.domain.provider.ServerlessProvider}.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider;
