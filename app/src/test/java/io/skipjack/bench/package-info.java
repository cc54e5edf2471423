/** Benchmarks, compiled and run with the profile {@code bench} only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.bench;
