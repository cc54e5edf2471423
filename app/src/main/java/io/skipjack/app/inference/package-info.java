/** Wires the inference path: front door, upstream client, routing state, books. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.inference;
