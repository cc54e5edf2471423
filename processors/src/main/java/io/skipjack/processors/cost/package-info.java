/** What all of it costs: the steps of {@code close-books}, and their ports. */
@org.jspecify.annotations.NullMarked
package io.skipjack.processors.cost;
