/** What providers are made with, and nothing that one of them alone needs. */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.spi;
