package io.skipjack.app.state;

import java.time.Duration;

/**
 * How this router takes part in choosing the one that decides.
 *
 * @param routerId as shown to operators, such as the machine's name and the process's number
 * @param ttl how long a leader may be silent before another one takes over; 10 s by default, 1 s to 5 min
 */
public record LeadershipSettings(String routerId, Duration ttl) {}
