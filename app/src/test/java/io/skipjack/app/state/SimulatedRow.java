package io.skipjack.app.state;

import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Duration;

/** A leadership row whose clock the test turns, and which can be out of reach. */
final class SimulatedRow implements LeaseRow {
    private long now;
    private long expiresAt;
    private long epoch;
    private String holder = "";
    private boolean reachable = true;

    void pass(Duration time) {
        now += time.toMillis();
    }

    void reachable(boolean is) {
        reachable = is;
    }

    long epoch() {
        return epoch;
    }

    @Override
    public Claim claim(String who, Duration ttl) {
        check();
        if (now < expiresAt) {
            return Claim.refused(Duration.ofMillis(expiresAt - now));
        }
        holder = who;
        expiresAt = now + ttl.toMillis();
        epoch++;
        return Claim.taken(epoch);
    }

    @Override
    public boolean renew(String who, long which, Duration ttl) {
        check();
        boolean ours = holder.equals(who) && epoch == which;
        expiresAt = ours ? now + ttl.toMillis() : expiresAt;
        return ours;
    }

    @Override
    public void release(String who, long which) {
        check();
        if (holder.equals(who) && epoch == which) {
            holder = "";
            expiresAt = 0;
        }
    }

    private void check() {
        if (!reachable) {
            throw new StoreUnavailableException("out of reach", new IllegalStateException());
        }
    }
}
