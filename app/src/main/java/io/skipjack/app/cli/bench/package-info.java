/**
 * What {@code skipjack bench} is made of: traces, arrival times, prompts, the client that measures, and what comes of it.
 * Knows nothing of the command line.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.cli.bench;
