/** Wires the serverless endpoints: their providers, the loop that keeps them, and the requests that go to them. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.serverless;
