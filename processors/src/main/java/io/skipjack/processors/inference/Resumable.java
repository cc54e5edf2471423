package io.skipjack.processors.inference;

import io.skipjack.domain.resume.ResumeRefusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer that wants another upstream, from asking for one until it has it or is refused. Called from any thread. */
public interface Resumable {
    /** Whether it still wants one: its client is there, and it has neither ended nor found one. */
    boolean waits();

    /** {@link System#nanoTime} when it began to want one. */
    long sinceNanos();

    /** Whether this is its last resume, so that it had better be taken to where nothing is interrupted. */
    boolean isLast();

    /** Whether nobody says it at present, so that its client waits; else it is to move and goes on where it is meanwhile. */
    boolean isInterrupted();

    /** Ids of upstreams that do not go on from where it is, and need not be asked again. */
    Set<String> ruledOut();

    /** Asked after an attempt that failed: why another would fail as well, whoever is asked; null when it may not. */
    @Nullable
    ResumeRefusal hopeless(Throwable failure);

    /** Nobody took it this time: it goes on where it is, if it is anywhere. */
    void notTaken();

    /** Nobody takes it. */
    void refused(ResumeRefusal why);
}
