package io.skipjack.upstream;

import java.time.Duration;

/**
 * How long a leg may be silent.
 *
 * @param connect from asking for a connection until it is up, TLS included
 * @param firstByte from the request until the first byte of the answer's body, or its whole head when it has no body
 * @param idle between two pieces of a body
 */
record LegTimes(Duration connect, Duration firstByte, Duration idle) {}
