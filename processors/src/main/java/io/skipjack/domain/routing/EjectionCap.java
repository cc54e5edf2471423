package io.skipjack.domain.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps passive ejection from emptying a tier: at most {@link EjectionPolicy#mayEject} ejections are honoured, the
 * oldest first. When everything looks sick the fault is likely elsewhere (a bad release, our own network), and half a
 * tier that may answer beats none; the oldest win so that the answer does not flicker as more follow.
 */
public final class EjectionCap {
    private EjectionCap() {}

    /**
     * For each upstream of a tier, in the order given, whether it is ejected and that is honoured.
     */
    public static boolean[] honoured(List<UpstreamHealth> tier, Instant now, EjectionPolicy policy) {
        boolean[] out = new boolean[tier.size()];
        int ejected = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = tier.get(i).ejection().active(now);
            ejected += out[i] ? 1 : 0;
        }
        int allowed = policy.mayEject(out.length);
        if (ejected > allowed) { // rare, so it may allocate
            IntStream.range(0, out.length)
                    .filter(i -> out[i])
                    .boxed()
                    .sorted(Comparator.comparing(i -> tier.get(i).ejection().at()))
                    .skip(allowed)
                    .forEach(i -> out[i] = false);
        }
        return out;
    }
}
