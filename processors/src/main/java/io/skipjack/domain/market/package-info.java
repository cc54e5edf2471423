/** What providers would sell now, at which price, and in which order to ask them. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.market;
