package io.skipjack.domain.serverless;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.serverless.WantedEndpoints.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a record changes by what was decided about its endpoint, and by what came of a call. */
public final class EndpointTransitions {
    /** So many times in a row it is made anew where the provider shows it failed; then it counts as refused. */
    private static final int MOST_REPAIRS = 5;
    /** What took longer was no start, or nobody looked. */
    private static final Duration LONGEST_START = Duration.ofMinutes(30);

    private static final String LEFT = "; still there: ";

    private EndpointTransitions() {}

    /** One that is only written down yet. */
    static EndpointRecord intended(EndpointView view, EndpointView.Wanted wanted, Target target, Instant now) {
        return new EndpointRecord(
                new EndpointId(view.deployment(), target.provider()),
                EndpointNames.of(view.owner(), view.deployment()),
                wanted.model(),
                target.gpu(),
                wanted.revision(),
                EndpointState.DEPLOYING,
                target.reason(),
                now,
                null,
                Map.of(),
                UpstreamLimits.NONE,
                null,
                wanted.spec().scaling().workersMin(),
                null,
                0,
                null,
                null);
    }

    /** One that is to be made, or made otherwise. */
    static EndpointRecord deploying(
            EndpointRecord before, EndpointView.Wanted wanted, Target target, String why, Instant now) {
        return EndpointDraft.change(before, draft -> {
            draft.become(EndpointState.DEPLOYING, why, now);
            draft.model = wanted.model();
            draft.gpu = target.gpu();
            draft.revision = wanted.revision();
            draft.workersMin = wanted.spec().scaling().workersMin();
            if (!before.state().isThere()) {
                draft.uri = null;
                draft.sight = null;
            }
        });
    }

    static EndpointRecord unwanted(EndpointRecord before, Instant now) {
        return EndpointDraft.change(before, draft -> {
            draft.become(EndpointState.DESTROYING, "not wanted any more", now);
            draft.sight = null;
        });
    }

    static EndpointRecord givenUp(EndpointRecord before, EndpointTiming timing, Instant now) {
        return refused(
                before,
                Refusal.Kind.FATAL,
                "not there after %d min, last heard: %s"
                        .formatted(timing.deployTimeout().toMinutes(), before.reason()),
                timing,
                now);
    }

    private static EndpointRecord refused(
            EndpointRecord before, Refusal.Kind kind, String why, EndpointTiming timing, Instant now) {
        return EndpointDraft.change(before, draft -> {
            draft.become(EndpointState.REFUSED, why, now);
            draft.refusedUntil = now.plus(timing.refusedFor(kind));
            draft.sight = null;
        });
    }

    /** After a deploy; the limits are the provider's. */
    public static EndpointRecord afterDeploy(
            EndpointRecord before, DeployOutcome outcome, UpstreamLimits limits, EndpointTiming timing, Instant now) {
        return switch (outcome) {
            case DeployOutcome.InProgress progress ->
                EndpointDraft.change(before, draft -> {
                    draft.facts = progress.facts();
                    draft.reason = progress.what();
                    draft.failures = 0;
                    draft.notBefore = null;
                });
            case DeployOutcome.Deployed deployed ->
                EndpointDraft.change(before, draft -> {
                    int repairs = isBroken(before.sight()) ? before.failures() : 0;
                    draft.become(EndpointState.DEPLOYED, "", now);
                    draft.failures = repairs;
                    draft.uri = deployed.uri();
                    draft.facts = deployed.facts();
                    draft.limits = limits;
                });
            case DeployOutcome.Refused refused ->
                refused(before, refused.refusal().kind(), words(refused.refusal()), timing, now);
        };
    }

    private static String words(Refusal refusal) {
        return refusal.code().isEmpty() ? refusal.message() : refusal.code() + ": " + refusal.message();
    }

    /** After a look at one that is deployed: what is not there any more, or has failed, is made anew. */
    public static EndpointRecord afterLook(
            EndpointRecord before, EndpointSight sight, EndpointTiming timing, Instant now) {
        if (isBroken(sight)) {
            String why = sight.phase() == EndpointPhase.ABSENT ? "it was not there any more" : "failed" + said(sight);
            return before.failures() + 1 > MOST_REPAIRS
                    ? refused(
                            before,
                            Refusal.Kind.FATAL,
                            "%s, %d times in a row".formatted(why, MOST_REPAIRS + 1),
                            timing,
                            now)
                    : repaired(before, sight, why, timing, now);
        }
        return EndpointDraft.change(before, draft -> {
            draft.sight = sight;
            draft.reason = sight.detail();
            draft.failures = 0;
            draft.notBefore = null;
            boolean over =
                    before.wokenAt() != null && now.isAfter(before.wokenAt().plus(LONGEST_START));
            draft.wokenAt = sight.phase() == EndpointPhase.READY || over ? null : before.wokenAt();
        });
    }

    private static EndpointRecord repaired(
            EndpointRecord before, EndpointSight sight, String why, EndpointTiming timing, Instant now) {
        return EndpointDraft.change(before, draft -> {
            int failures = before.failures() + 1;
            draft.become(EndpointState.DEPLOYING, why, now);
            draft.failures = failures;
            draft.notBefore = now.plus(timing.pause(failures));
            draft.sight = sight;
        });
    }

    private static boolean isBroken(@Nullable EndpointSight sight) {
        return sight != null && (sight.phase() == EndpointPhase.ABSENT || sight.phase() == EndpointPhase.FAILED);
    }

    private static String said(EndpointSight sight) {
        return sight.detail().isEmpty() ? "" : ": " + sight.detail();
    }

    /** What this look tells of the time from cold to ready; null when nothing. */
    public static @Nullable Duration coldStart(EndpointRecord before, EndpointSight sight, Instant now) {
        Instant woken = before.wokenAt();
        if (woken == null || sight.phase() != EndpointPhase.READY || now.isAfter(woken.plus(LONGEST_START))) {
            return null;
        }
        return now.isBefore(woken) ? null : Duration.between(woken, now);
    }

    public static EndpointRecord afterScale(EndpointRecord before, int workersMin) {
        return EndpointDraft.change(before, draft -> {
            draft.workersMin = workersMin;
            settle(draft);
        });
    }

    /** After a start was asked for; it counts from then on, unless a worker ran or started already. */
    public static EndpointRecord afterWarm(EndpointRecord before, Instant now) {
        EndpointSight sight = before.sight();
        boolean cold = sight == null || sight.phase() == EndpointPhase.COLD;
        return EndpointDraft.change(before, draft -> {
            draft.wokenAt = cold && before.wokenAt() == null ? now : before.wokenAt();
            settle(draft);
        });
    }

    /** After its end was asked for: gone, or with what is left of it in the reason. */
    public static EndpointRecord afterDestroy(
            EndpointRecord before, DestroyOutcome outcome, EndpointTiming timing, Instant now) {
        if (!outcome.isGone()) {
            return afterFailure(before, String.join(", ", outcome.leftovers()), null, timing, now);
        }
        return EndpointDraft.change(before, draft -> {
            draft.sight = EndpointSight.ABSENT;
            draft.reason = cause(before.reason());
            draft.uri = null;
            settle(draft);
        });
    }

    /**
     * After a call that did not do what it should.
     *
     * @param why in one sentence; for one that is to go, what is left of it
     * @param retryAfter as the provider wants it; null when it did not say
     */
    public static EndpointRecord afterFailure(
            EndpointRecord before, String why, @Nullable Duration retryAfter, EndpointTiming timing, Instant now) {
        return EndpointDraft.change(before, draft -> {
            draft.failures = before.failures() + 1;
            Duration pause = pause(before, draft.failures, timing);
            draft.notBefore = now.plus(retryAfter == null || retryAfter.compareTo(pause) < 0 ? pause : retryAfter);
            draft.reason = before.state().isThere() ? why : cause(before.reason()) + LEFT + why;
        });
    }

    /** One that serves is asked about as often as ever: it must be ready to be warmed when spot is taken away. */
    private static Duration pause(EndpointRecord before, int failures, EndpointTiming timing) {
        Duration pause = timing.pause(failures);
        boolean serves = before.state() == EndpointState.DEPLOYED;
        return serves && pause.compareTo(timing.statusInterval()) > 0 ? timing.statusInterval() : pause;
    }

    /**
     * Past trouble no longer counts, because somebody says that its cause is gone: the next call is made at once, and what
     * was refused is asked for again, being of no revision.
     */
    public static EndpointRecord forgiven(EndpointRecord before) {
        return EndpointDraft.change(before, draft -> {
            settle(draft);
            draft.revision = before.state() == EndpointState.REFUSED ? "" : before.revision();
        });
    }

    /** Why it goes, without what was left of it last time. */
    private static String cause(String reason) {
        int left = reason.indexOf(LEFT);
        return left < 0 ? reason : reason.substring(0, left);
    }

    private static void settle(EndpointDraft draft) {
        draft.failures = 0;
        draft.notBefore = null;
    }
}
