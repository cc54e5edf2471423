package io.skipjack.processors.inference;

import java.time.Duration;

/**
 * How upstreams are observed.
 *
 * @param generationInterval between two real tokens asked of one upstream; zero asks for none
 */
public record ProbeSettings(Duration generationInterval) {}
