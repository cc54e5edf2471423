package io.skipjack.processors.inference;

import io.skipjack.domain.resume.ResumeRefusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer that has just lost its upstream, and says of itself what a test wants it to say. */
class WaitingAnswer implements Resumable {
    private final long since = System.nanoTime();
    boolean last;
    volatile boolean waits = true;
    volatile @Nullable ResumeRefusal hopeless;
    boolean interrupted = true;
    int notTaken;
    volatile Set<String> ruledOut = Set.of();

    /** Why it was refused; null while it was not. */
    volatile @Nullable ResumeRefusal refused;

    @Override
    public boolean waits() {
        return waits;
    }

    @Override
    public long sinceNanos() {
        return since;
    }

    @Override
    public boolean isLast() {
        return last;
    }

    @Override
    public boolean isInterrupted() {
        return interrupted;
    }

    @Override
    public void notTaken() {
        notTaken++;
    }

    @Override
    public Set<String> ruledOut() {
        return ruledOut;
    }

    @Override
    public @Nullable ResumeRefusal hopeless(Throwable failure) {
        return hopeless;
    }

    @Override
    public void refused(ResumeRefusal why) {
        refused = why;
        waits = false;
    }
}
