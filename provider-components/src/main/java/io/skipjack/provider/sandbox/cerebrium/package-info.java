/** A pretend Cerebrium: its API, its gateway, and a stand-in for its tool. */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.cerebrium;
