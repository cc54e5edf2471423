package io.skipjack.app.cli.bench;

import java.time.Duration;
import java.util.Iterator;

/**
 * What load is put on, and for how long.
 *
 * @param arrivals of an open loop by their times; of a closed one, one after another
 * @param clients of a closed loop; 0 for an open one
 * @param warmup how long at first requests are sent and not counted
 * @param duration how long after that new ones are sent
 * @param requests how many are counted at most
 * @param mostOpen how many may be open in an open loop; one more is not sent, and counts as failed
 * @param prompts what is asked
 */
public record LoadPlan(
        Iterator<Arrival> arrivals,
        int clients,
        Duration warmup,
        Duration duration,
        long requests,
        int mostOpen,
        Prompts prompts) {}
