/**
 * A pretend cloud on loopback: engines that speak vLLM's HTTP, a serverless endpoint that scales to zero, and the levers
 * to break them. Inert until asked for; used by {@code skipjack demo} and by the tests.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox;
