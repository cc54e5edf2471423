package io.skipjack.domain.serverless;

import io.skipjack.domain.serverless.EndpointAction.Deploy;
import io.skipjack.domain.serverless.EndpointAction.Destroy;
import io.skipjack.domain.serverless.EndpointAction.Forget;
import io.skipjack.domain.serverless.WantedEndpoints.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares which endpoints a deployment is to have with those there are, and says what to do next: at most one thing for
 * each. It looks at the present alone (level-triggered), so that a router that was killed at any point just goes on.
 *
 * <ol>
 *   <li>What is wanted and not there is written down and deployed; deployed again, until the provider says that it is
 *       there or that it will not be; changed where it is of another revision.
 *   <li>What a provider refuses is destroyed, and the provider left alone for an hour; where the user named none, the next
 *       best is taken.
 *   <li>What is there is kept up: see {@link EndpointUpkeep}.
 *   <li>What is not wanted is destroyed, again and again until the provider shows nothing of it; only then is it
 *       forgotten. One that still serves stays until another does.
 * </ol>
 *
 * <p>Calls that fail are made again after a pause, which a change of mind ends. Nothing is done at a provider that
 * cannot be called at all; its records wait.
 */
public final class EndpointReconciliation {
    /** A pause that reaches further than any can was begun by another clock. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(2);

    private final EndpointView view;
    private final List<Target> targets;
    private final EndpointTiming timing;
    private final Instant now;

    private EndpointReconciliation(EndpointView view, EndpointTiming timing, Instant now) {
        this.view = view;
        this.targets = WantedEndpoints.of(view);
        this.timing = timing;
        this.now = now;
    }

    /** What to do next. */
    public static List<EndpointAction> plan(EndpointView view, EndpointTiming timing, Instant now) {
        return new EndpointReconciliation(view, timing, now).actions();
    }

    private List<EndpointAction> actions() {
        List<EndpointAction> actions = new ArrayList<>();
        for (EndpointRecord record : view.records()) {
            EndpointAction action = view.unusable().containsKey(record.id().provider()) ? null : next(record);
            if (action != null) {
                actions.add(action);
            }
        }
        EndpointView.Wanted wanted = view.wanted();
        if (wanted != null) {
            for (Target target : targets) {
                if (view.at(target.provider()) == null) {
                    actions.add(deploy(EndpointTransitions.intended(view, wanted, target, now), wanted, target));
                }
            }
        }
        return List.copyOf(actions);
    }

    private @Nullable EndpointAction next(EndpointRecord record) {
        Target target = targets.stream()
                .filter(each -> each.provider().equals(record.id().provider()))
                .findFirst()
                .orElse(null);
        EndpointView.Wanted wanted = view.wanted();
        return target == null || wanted == null ? away(record) : towards(record, target, wanted);
    }

    private @Nullable EndpointAction towards(EndpointRecord record, Target target, EndpointView.Wanted wanted) {
        boolean changed = !record.revision().equals(wanted.revision());
        return switch (record.state()) {
            case DEPLOYING -> {
                if (changed) {
                    yield redeploy(record, target, wanted, "the deployment was changed");
                }
                yield wanted.spec().providers().isEmpty() && isOverdue(record)
                        ? destroy(EndpointTransitions.givenUp(record, timing, now))
                        : due(record) ? deploy(record, wanted, target) : null;
            }
            case DEPLOYED ->
                changed
                        ? redeploy(record, target, wanted, "the deployment was changed")
                        : due(record) ? new EndpointUpkeep(view, timing, now).next(record, wanted) : null;
            case REFUSED -> redeploy(record, target, wanted, "tried again");
            case DESTROYING -> redeploy(record, target, wanted, "wanted again");
        };
    }

    private @Nullable EndpointAction away(EndpointRecord record) {
        boolean gone = record.sight() != null && record.sight().phase() == EndpointPhase.ABSENT;
        return switch (record.state()) {
            case DEPLOYED -> isLastThatServes(record) ? null : destroy(EndpointTransitions.unwanted(record, now));
            case DEPLOYING -> destroy(EndpointTransitions.unwanted(record, now));
            case DESTROYING ->
                gone ? new Forget(record, "nothing is left of it") : due(record) ? destroy(record) : null;
            case REFUSED -> gone ? forgotten(record) : due(record) ? destroy(record) : null;
        };
    }

    /** That it was refused is remembered, so that the same provider is not chosen again at once. */
    private @Nullable EndpointAction forgotten(EndpointRecord record) {
        boolean stale =
                view.wanted() == null || !isRefusal(record, view.wanted().revision(), now);
        return stale ? new Forget(record, "nothing is left of it, and its refusal is long ago") : null;
    }

    /** Whether a record says that its provider would not have this revision, and is to be left alone for it. */
    public static boolean isRefusal(EndpointRecord record, String revision, Instant now) {
        return record.state() == EndpointState.REFUSED
                && record.revision().equals(revision)
                && record.refusedUntil() != null
                && now.isBefore(record.refusedUntil());
    }

    private boolean isLastThatServes(EndpointRecord record) {
        return view.wanted() != null
                && view.records().stream()
                        .filter(other -> !other.equals(record))
                        .noneMatch(other -> other.state() == EndpointState.DEPLOYED);
    }

    private boolean isOverdue(EndpointRecord record) {
        return !now.isBefore(record.since().plus(timing.deployTimeout()));
    }

    private boolean due(EndpointRecord record) {
        Instant notBefore = record.notBefore();
        return notBefore == null || !now.isBefore(notBefore) || notBefore.isAfter(now.plus(LONGEST_PAUSE));
    }

    private Deploy redeploy(EndpointRecord record, Target target, EndpointView.Wanted wanted, String why) {
        return deploy(EndpointTransitions.deploying(record, wanted, target, why, now), wanted, target);
    }

    private Deploy deploy(EndpointRecord record, EndpointView.Wanted wanted, Target target) {
        EndpointRequest request = new EndpointRequest(
                view.owner(),
                record.id(),
                record.name(),
                wanted.revision(),
                wanted.model(),
                record.gpu(),
                wanted.spec().engine(),
                wanted.spec().scaling());
        return new Deploy(record, request, target.reason());
    }

    private static Destroy destroy(EndpointRecord record) {
        return new Destroy(record, record.reason());
    }
}
