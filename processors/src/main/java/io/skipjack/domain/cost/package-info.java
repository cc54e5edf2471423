/** Tokens and money. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.cost;
