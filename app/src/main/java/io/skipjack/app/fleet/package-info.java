/** Wires the control loops: what they read of routing, what routing hears of them, and how hosts are authenticated. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.fleet;
