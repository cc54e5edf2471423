package io.skipjack.domain.serverless;

import static io.skipjack.domain.serverless.Endpoints.NOW;
import static io.skipjack.domain.serverless.Endpoints.TIMING;
import static io.skipjack.domain.serverless.Endpoints.deployed;
import static io.skipjack.domain.serverless.Endpoints.intended;
import static io.skipjack.domain.serverless.Endpoints.keeping;
import static io.skipjack.domain.serverless.Endpoints.refused;
import static io.skipjack.domain.serverless.Endpoints.seen;
import static io.skipjack.domain.serverless.Endpoints.spec;
import static io.skipjack.domain.serverless.Endpoints.view;
import static io.skipjack.domain.serverless.Endpoints.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.serverless.EndpointAction.Deploy;
import io.skipjack.domain.serverless.EndpointAction.Destroy;
import io.skipjack.domain.serverless.EndpointAction.Forget;
import io.skipjack.domain.serverless.EndpointAction.Look;
import io.skipjack.domain.serverless.EndpointAction.Scale;
import io.skipjack.domain.serverless.EndpointAction.Warm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointReconciliationTest {
    private static final EndpointId ONE = new EndpointId("rack", "one");
    private static final Map<EndpointId, EndpointView.Memory> JUST_LOOKED =
            Map.of(ONE, new EndpointView.Memory(NOW, Set.of()));

    private static List<EndpointAction> plan(EndpointView view) {
        return EndpointReconciliation.plan(view, TIMING, NOW);
    }

    @Test
    void whatIsWantedAndNotThereIsIntendedAndDeployed() {
        Deploy deploy = (Deploy) plan(view(wanted(spec("one"), "one"))).getFirst();

        assertThat(deploy.record().state()).isEqualTo(EndpointState.DEPLOYING);
        assertThat(deploy.record().name()).isEqualTo(EndpointNames.of("me", "rack"));
        assertThat(deploy.request().revision()).isEqualTo("r1");
        assertThat(deploy.request().owner()).isEqualTo("me");
    }

    @Test
    void allNamedAreDeployedAndOfUnnamedTheBestOnly() {
        assertThat(plan(view(wanted(spec("two", "one"), "one", "two"))))
                .extracting(action -> action.record().id().provider())
                .containsExactly("two", "one");
        assertThat(plan(view(wanted(spec(), "one", "two")))).hasSize(1);
    }

    @Test
    void aChoiceWaitsForTheMarketAndStaysOnceMade() {
        EndpointView.Wanted ready = wanted(spec(), "one", "two");
        EndpointView.Wanted waiting =
                new EndpointView.Wanted(ready.model(), ready.revision(), ready.spec(), ready.ranking(), false);

        assertThat(plan(view(waiting))).isEmpty();
        assertThat(plan(view(ready, seen("two", EndpointPhase.COLD))))
                .singleElement()
                .isInstanceOf(Look.class);
    }

    @Test
    void aDeployThatIsUnderWayIsAskedForAgainAfterItsPause() {
        EndpointRecord failed = EndpointTransitions.afterFailure(intended("one"), "down", null, TIMING, NOW);
        EndpointView view = view(wanted(spec("one"), "one"), failed);

        assertThat(plan(view)).isEmpty();
        assertThat(EndpointReconciliation.plan(view, TIMING, NOW.plusSeconds(2)))
                .singleElement()
                .isInstanceOf(Deploy.class);
        assertThat(plan(view(wanted(spec("one"), "one"), intended("one"))))
                .singleElement()
                .isInstanceOf(Deploy.class);
    }

    @Test
    void aProvidersOwnPauseIsKeptWhereItIsLonger() {
        EndpointRecord failed =
                EndpointTransitions.afterFailure(intended("one"), "slow down", Duration.ofMinutes(1), TIMING, NOW);

        assertThat(failed.notBefore()).isEqualTo(NOW.plusSeconds(60));
        assertThat(EndpointTransitions.afterFailure(failed, "x", Duration.ZERO, TIMING, NOW)
                        .notBefore())
                .isEqualTo(NOW.plusSeconds(4));
    }

    @Test
    void anotherRevisionIsDeployedInPlaceAndServesMeanwhile() {
        EndpointView.Wanted next = wanted(spec("one"), "one");
        next = new EndpointView.Wanted(next.model(), "r2", next.spec(), next.ranking(), true);

        Deploy deploy =
                (Deploy) plan(view(next, seen("one", EndpointPhase.READY))).getFirst();

        assertThat(deploy.record().revision()).isEqualTo("r2");
        assertThat(deploy.record().state()).isEqualTo(EndpointState.DEPLOYING);
        assertThat(deploy.record().uri()).isEqualTo(Endpoints.URL);
    }

    @ParameterizedTest
    @CsvSource({"CAPACITY, 3", "QUOTA, 30", "FATAL, 60"})
    void howLongARefusalHoldsGoesByItsKind(Refusal.Kind kind, int minutes) {
        EndpointRecord gone = EndpointTransitions.afterDestroy(
                refused("one", kind), DestroyOutcome.GONE, EndpointTiming.DEFAULT, NOW);
        Instant until = NOW.plus(Duration.ofMinutes(minutes));

        assertThat(EndpointReconciliation.isRefusal(gone, gone.revision(), until.minusMillis(1)))
                .isTrue();
        assertThat(EndpointReconciliation.isRefusal(gone, gone.revision(), until))
                .isFalse();
        assertThat(EndpointReconciliation.isRefusal(gone, "another", NOW)).isFalse();
    }

    @Test
    void whatIsRefusedIsDestroyedAndTheNextBestTaken() {
        ProviderStanding full = new ProviderStanding(
                "one",
                null,
                List.of("L4"),
                Map.of(),
                Duration.ZERO,
                0,
                new ProviderStanding.PastRefusal(NOW, null, "QUOTA"));
        ServerlessRanking ranking =
                ServerlessRanking.rank("model", spec(), List.of(full, Endpoints.standing("two")), Endpoints.NO_PRICES);
        EndpointView.Wanted wanted = new EndpointView.Wanted("model", "r1", spec(), ranking, true);

        List<EndpointAction> actions = plan(view(wanted, refused("one")));

        assertThat(actions.getFirst()).isInstanceOf(Destroy.class);
        assertThat(actions.getLast()).isInstanceOf(Deploy.class);
        assertThat(actions.getLast().record().id().provider()).isEqualTo("two");
    }

    @Test
    void aRefusalIsRememberedForAnHourAfterNothingIsLeft() {
        EndpointRecord gone = EndpointTransitions.afterDestroy(refused("one"), DestroyOutcome.GONE, TIMING, NOW);
        EndpointView.Wanted elsewhere = wanted(spec("two"), "two");

        assertThat(gone.reason()).isEqualTo("QUOTA: no GPUs left");
        assertThat(plan(view(elsewhere, gone, seen("two", EndpointPhase.COLD))))
                .noneMatch(action -> action.record().equals(gone));
        assertThat(EndpointReconciliation.plan(view(elsewhere, gone), TIMING, NOW.plus(Duration.ofHours(1))))
                .anyMatch(Forget.class::isInstance);
        assertThat(plan(view(null, gone))).singleElement().isInstanceOf(Forget.class);
    }

    @Test
    void whatIsNotThereInTimeIsGivenUpWhereTheUserNamedNobody() {
        EndpointRecord slow = intended("one");

        EndpointAction given = EndpointReconciliation.plan(
                        view(wanted(spec(), "one", "two"), slow), TIMING, NOW.plus(TIMING.deployTimeout()))
                .getFirst();
        assertThat(given).isInstanceOf(Destroy.class);
        assertThat(given.record().state()).isEqualTo(EndpointState.REFUSED);
        assertThat(given.reason()).startsWith("not there after 30 min");
        assertThat(EndpointReconciliation.plan(
                        view(wanted(spec("one"), "one"), slow), TIMING, NOW.plus(Duration.ofHours(9))))
                .singleElement()
                .isInstanceOf(Deploy.class);
    }

    @Test
    void whatIsNotWantedIsDestroyedUntilItIsGoneAndThenForgotten() {
        EndpointRecord going =
                plan(view(null, seen("one", EndpointPhase.COLD))).getFirst().record();
        assertThat(going.state()).isEqualTo(EndpointState.DESTROYING);

        EndpointRecord left = EndpointTransitions.afterDestroy(
                going, new DestroyOutcome(List.of("template tpl-7 (HTTP 409)")), TIMING, NOW);
        assertThat(left.reason()).isEqualTo("not wanted any more; still there: template tpl-7 (HTTP 409)");
        assertThat(plan(view(null, left))).isEmpty();
        assertThat(EndpointReconciliation.plan(view(null, left), TIMING, NOW.plusSeconds(2)))
                .singleElement()
                .isInstanceOf(Destroy.class);

        EndpointRecord gone = EndpointTransitions.afterDestroy(left, DestroyOutcome.GONE, TIMING, NOW);
        assertThat(plan(view(null, gone))).singleElement().isInstanceOf(Forget.class);
    }

    @Test
    void whatIsWantedAgainWhileItGoesIsDeployedAgain() {
        EndpointRecord going = plan(view(null, deployed("one"))).getFirst().record();

        assertThat(plan(view(wanted(spec("one"), "one"), going)))
                .singleElement()
                .isInstanceOf(Deploy.class);
    }

    @Test
    void theLastThatServesStaysUntilAnotherDoes() {
        EndpointRecord old = seen("one", EndpointPhase.READY);
        EndpointView.Wanted moved = wanted(spec("two"), "two");

        assertThat(plan(view(moved, old)))
                .singleElement()
                .matches(action -> action.record().id().provider().equals("two"));
        assertThat(plan(view(moved, old, seen("two", EndpointPhase.COLD))))
                .anyMatch(action -> action instanceof Destroy destroy
                        && destroy.record().id().equals(ONE));
    }

    @Test
    void nothingIsDoneAtAProviderThatCannotBeCalled() {
        EndpointView view = new EndpointView(
                "me",
                "rack",
                null,
                List.of(deployed("one")),
                SpotStanding.NONE,
                Map.of(),
                Map.of("one", "set ONE_KEY"));

        assertThat(plan(view)).isEmpty();
    }

    @Test
    void workersAreKeptWhileSpotIsNotEnoughAndOnlyThen() {
        EndpointRecord record = EndpointTransitions.afterScale(seen("one", EndpointPhase.COLD), 1);
        EndpointView.Wanted keeping = wanted(keeping(1, "one"), "one");

        Scale down = (Scale) plan(view(keeping, new SpotStanding(2, 2, Set.of()), JUST_LOOKED, record))
                .getFirst();
        assertThat(down.workersMin()).isZero();
        EndpointRecord zero = EndpointTransitions.afterScale(record, 0);
        assertThat(plan(view(keeping, new SpotStanding(2, 2, Set.of()), JUST_LOOKED, zero)))
                .isEmpty();
        Scale up = (Scale) plan(view(keeping, new SpotStanding(1, 2, Set.of()), JUST_LOOKED, zero))
                .getFirst();
        assertThat(up.workersMin()).isEqualTo(1);
    }

    @Test
    void anInterruptionThatLeavesTooFewWarmsOnce() {
        EndpointView.Wanted wanted = wanted(spec("one"), "one");
        EndpointRecord cold = seen("one", EndpointPhase.COLD);
        SpotStanding losing = new SpotStanding(1, 2, Set.of(new ReplicaId("rack", 7)));

        assertThat(plan(view(wanted, losing, JUST_LOOKED, cold)))
                .singleElement()
                .isInstanceOf(Warm.class);
        Map<EndpointId, EndpointView.Memory> warmed =
                Map.of(ONE, new EndpointView.Memory(NOW, Set.of(new ReplicaId("rack", 7))));
        assertThat(plan(view(wanted, losing, warmed, cold))).isEmpty();
        SpotStanding enough = new SpotStanding(2, 2, Set.of(new ReplicaId("rack", 7)));
        assertThat(plan(view(wanted, enough, JUST_LOOKED, cold))).isEmpty();
    }

    @Test
    void theFirstDeployIsWarmedUnlessSpotServes() {
        EndpointView.Wanted wanted = wanted(spec("one"), "one");

        assertThat(plan(view(wanted, deployed("one")))).singleElement().isInstanceOf(Warm.class);
        assertThat(plan(view(wanted, new SpotStanding(1, 1, Set.of()), Map.of(), deployed("one"))))
                .singleElement()
                .isInstanceOf(Look.class);
        EndpointRecord warmed = EndpointTransitions.afterWarm(deployed("one"), NOW);
        assertThat(plan(view(wanted, warmed))).singleElement().isInstanceOf(Look.class);
    }

    @Test
    void looksNowAndThenAndEachTurnWhileItStarts() {
        EndpointView.Wanted wanted = wanted(spec("one"), "one");

        assertThat(plan(view(wanted, SpotStanding.NONE, JUST_LOOKED, seen("one", EndpointPhase.COLD))))
                .isEmpty();
        assertThat(plan(view(wanted, SpotStanding.NONE, JUST_LOOKED, seen("one", EndpointPhase.STARTING))))
                .singleElement()
                .isInstanceOf(Look.class);
        assertThat(EndpointReconciliation.plan(
                        view(wanted, SpotStanding.NONE, JUST_LOOKED, seen("one", EndpointPhase.COLD)),
                        TIMING,
                        NOW.plusSeconds(30)))
                .singleElement()
                .isInstanceOf(Look.class);
    }

    @Test
    void theTimeFromWokenToReadyIsMeasured() {
        EndpointRecord woken = EndpointTransitions.afterWarm(deployed("one"), NOW);
        EndpointSight ready = new EndpointSight(EndpointPhase.READY, 1, "");

        assertThat(EndpointTransitions.coldStart(woken, ready, NOW.plusSeconds(70)))
                .isEqualTo(Duration.ofSeconds(70));
        assertThat(EndpointTransitions.coldStart(deployed("one"), ready, NOW)).isNull();
        assertThat(EndpointTransitions.afterLook(woken, ready, TIMING, NOW).wokenAt())
                .isNull();
        assertThat(EndpointTransitions.afterWarm(seen("one", EndpointPhase.READY), NOW)
                        .wokenAt())
                .isNull();
        ColdStart mean =
                new ColdStart("one", "L4", "model", Duration.ofSeconds(60), 1, NOW).with(Duration.ofSeconds(80), NOW);
        assertThat(mean.took()).isEqualTo(Duration.ofSeconds(70));
        assertThat(mean.samples()).isEqualTo(2);
    }

    @Test
    void whatVanishedOrFailedIsMadeAnewAndRefusedInTheEnd() {
        EndpointRecord record = seen("one", EndpointPhase.READY);
        EndpointSight failed = new EndpointSight(EndpointPhase.FAILED, 0, "image not found");
        for (int i = 0; i < 5; i++) {
            record = EndpointTransitions.afterLook(record, failed, TIMING, NOW);
            assertThat(record.state()).isEqualTo(EndpointState.DEPLOYING);
            record = EndpointTransitions.afterDeploy(
                    record,
                    new DeployOutcome.Deployed(Endpoints.URL, Map.of()),
                    io.skipjack.domain.deployment.UpstreamLimits.NONE,
                    TIMING,
                    NOW);
        }
        record = EndpointTransitions.afterLook(record, failed, TIMING, NOW);

        assertThat(record.state()).isEqualTo(EndpointState.REFUSED);
        assertThat(record.reason()).isEqualTo("failed: image not found, 6 times in a row");
    }

    @Test
    void aCallThatKeepsFailingKeepsNoOtherFromBeingMade() {
        EndpointView.Wanted keeping = wanted(keeping(1, "one"), "one");
        SpotStanding enough = new SpotStanding(2, 2, Set.of());
        EndpointRecord record = EndpointTransitions.afterScale(seen("one", EndpointPhase.COLD), 1);
        for (int i = 0; i < 9; i++) {
            record = EndpointTransitions.afterFailure(record, "no such option", null, TIMING, NOW);
        }
        assertThat(record.notBefore()).isEqualTo(NOW.plus(TIMING.statusInterval()));

        assertThat(EndpointReconciliation.plan(view(keeping, enough, JUST_LOOKED, record), TIMING, NOW.plusSeconds(30)))
                .singleElement()
                .isInstanceOf(Look.class);
        SpotStanding losing = new SpotStanding(1, 2, Set.of(new ReplicaId("rack", 7)));
        assertThat(EndpointReconciliation.plan(view(keeping, losing, JUST_LOOKED, record), TIMING, NOW.plusSeconds(30)))
                .singleElement()
                .isInstanceOf(Warm.class);
    }
}
