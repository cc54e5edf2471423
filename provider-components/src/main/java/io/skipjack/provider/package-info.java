/** The Camel component {@code provider:}, through which routes use every {@link io.skipjack.domain.provider.Provider}. */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider;
