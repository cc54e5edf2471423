package io.skipjack.processors.serverless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointState;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The steps put together as the routes put them together. */
class EndpointLoopTest {
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final String NAME = EndpointNames.of(EndpointStage.OWNER, "rack");

    private final EndpointStage stage = new EndpointStage();

    @Test
    void deploysWarmsLooksAndLearnsThenDestroysAndForgets() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, TURN);
        assertThat(stage.at("one").state()).isEqualTo(EndpointState.DEPLOYED);
        assertThat(stage.at("one").limits().inFlight()).isEqualTo(7);
        stage.one.phase = EndpointPhase.STARTING;
        stage.turns(3, TURN);
        stage.one.phase = EndpointPhase.READY;
        stage.turns(3, TURN);

        assertThat(stage.one.calls())
                .startsWith("deploy " + stage.at("one").revision(), "warm", "status")
                .doesNotContain("scale 0 1");
        assertThat(stage.store.coldStarts())
                .singleElement()
                .satisfies(measured -> assertThat(measured.took()).isEqualTo(Duration.ofSeconds(20)));

        stage.deployments.clear();
        stage.turns(2, TURN);
        assertThat(stage.one.calls()).contains("destroy " + NAME);
        assertThat(stage.one.inventory).isEmpty();
        assertThat(stage.store.endpoints()).isEmpty();
    }

    @Test
    void aQuietEndpointIsAskedAboutTwiceAMinuteAndNothingIsWritten() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, TURN);
        stage.one.phase = EndpointPhase.READY;
        stage.turns(2, TURN);
        stage.one.calls();
        int writes = stage.store.writes;
        stage.turns(24, TURN);

        assertThat(stage.one.calls()).containsOnly("status").hasSizeBetween(3, 5);
        assertThat(stage.store.writes).isEqualTo(writes);
    }

    @Test
    void killedAtEachStepOfADeployNothingIsLeftAfterDestroy() throws Exception {
        for (int killedAt = 0; killedAt < 4; killedAt++) {
            EndpointStage each = new EndpointStage();
            each.deployments.add(EndpointStage.rack("one"));
            List<EndpointStep> steps = each.plan();
            if (killedAt > 0) {
                Exchange call = each.begin(steps.getFirst());
                if (killedAt > 1) {
                    each.ask(call);
                }
                if (killedAt > 2) {
                    each.record(call);
                }
            }
            each.restart();
            each.deployments.clear();
            each.turns(3, TURN);

            assertThat(each.one.inventory).as("killed at step " + killedAt).isEmpty();
            assertThat(each.store.endpoints()).isEmpty();
        }
    }

    /** Otherwise destroy says that nothing is left, and then something is made. */
    @Test
    void aDeployPlannedBeforeItsDeploymentWasTakenAwayIsNotBegun() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        EndpointStep planned = stage.plan().getFirst();
        stage.deployments.clear();

        Exchange call = stage.begin(planned);

        assertThat(call.isRouteStop()).isTrue();
        assertThat(stage.store.endpoints()).isEmpty();
        stage.end(call);
    }

    @Test
    void aChangePlannedBeforeItsDeploymentWasChangedAgainIsNotBegun() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, TURN);
        stage.one.calls();
        var before = stage.at("one");
        stage.deployments.clear();
        stage.deployments.add(EndpointStage.rack(EndpointStage.keeping(1), "one"));
        EndpointStep planned = stage.plan().getFirst();
        stage.deployments.clear();
        stage.deployments.add(EndpointStage.rack("one"));

        Exchange call = stage.begin(planned);

        assertThat(call.isRouteStop()).isTrue();
        assertThat(stage.at("one")).isEqualTo(before);
        assertThat(stage.one.calls()).isEmpty();
    }

    @Test
    void killedAtEachStepADeployGoesOn() throws Exception {
        for (int killedAt = 1; killedAt < 4; killedAt++) {
            EndpointStage each = new EndpointStage();
            each.deployments.add(EndpointStage.rack("one"));
            Exchange call = each.begin(each.plan().getFirst());
            if (killedAt > 1) {
                each.ask(call);
            }
            if (killedAt > 2) {
                each.record(call);
            }
            each.restart();
            each.turns(2, TURN);

            assertThat(each.at("one").state()).isEqualTo(EndpointState.DEPLOYED);
            assertThat(each.one.inventory).containsExactly(NAME);
        }
    }

    @Test
    void aRefusedDeployIsDestroyedAndTheNextBestTaken() throws Exception {
        stage.deployments.add(EndpointStage.rack());
        stage.one.refusal = new Refusal(null, Refusal.Kind.QUOTA, "QUOTA", "no L4 left");
        stage.turns(4, TURN);

        assertThat(stage.one.inventory).isEmpty();
        assertThat(stage.two.inventory).containsExactly(NAME);
        assertThat(stage.at("two").state()).isEqualTo(EndpointState.DEPLOYED);
        assertThat(new ServerlessStandings(stage.control()).views().getFirst().leftOut())
                .singleElement()
                .satisfies(out -> assertThat(out.reason())
                        .isEqualTo("refused at 10:02 UTC, asked again at 10:32 UTC: QUOTA: no L4 left"));

        stage.turns(1, Duration.ofHours(2));
        stage.turns(1, TURN);
        assertThat(stage.store.endpoints()).hasSize(1);
    }

    @Test
    void aProviderThatIsDownIsAskedAgainAfterLongerAndLongerPauses() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.one.down = new ProviderUnavailableException("calling one, HTTP 503", Duration.ofSeconds(60));
        stage.turns(24, TURN);

        assertThat(stage.one.calls()).hasSize(2);
        assertThat(stage.at("one").reason()).isEqualTo("calling one, HTTP 503");
        assertThat(stage.control().failures().count("one", stage.now)).isEqualTo(2);

        stage.one.down = null;
        stage.turns(24, TURN);
        assertThat(stage.at("one").state()).isEqualTo(EndpointState.DEPLOYED);
    }

    @Test
    void whatCannotBeDeletedStaysOnRecordAndIsTriedAgain() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, TURN);
        stage.deployments.clear();
        stage.one.leftovers = List.of("template tpl-7 (HTTP 409)");
        stage.turns(6, TURN);

        assertThat(stage.at("one").state()).isEqualTo(EndpointState.DESTROYING);
        assertThat(stage.at("one").reason()).isEqualTo("not wanted any more; still there: template tpl-7 (HTTP 409)");
        stage.restart();
        stage.one.leftovers = List.of();
        stage.turns(20, TURN);
        assertThat(stage.store.endpoints()).isEmpty();
    }

    @Test
    void neverTwoCallsAboutOneEndpointAtOnce() throws Exception {
        stage.deployments.add(EndpointStage.rack("one", "two"));
        List<EndpointStep> steps = stage.plan();
        Exchange hanging = stage.begin(steps.getFirst());

        assertThat(stage.begin(steps.getFirst()).isRouteStop()).isTrue();
        stage.turns(3, TURN);
        assertThat(stage.one.calls()).isEmpty();
        assertThat(stage.at("two").state()).isEqualTo(EndpointState.DEPLOYED);

        stage.ask(hanging);
        stage.record(hanging);
        stage.end(hanging);
        stage.turn();
        assertThat(stage.one.calls()).contains("warm");
    }

    @Test
    void whatWasPlannedByWhatIsNotSoAnyMoreIsNotDone() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        EndpointStep stale = stage.plan().getFirst();
        stage.turn();

        Exchange late = stage.begin(stale);
        stage.end(late);

        assertThat(late.isRouteStop()).isTrue();
        assertThat(stage.at("one").state()).isEqualTo(EndpointState.DEPLOYED);
        assertThat(stage.plan()).isNotEmpty();
    }

    @Test
    void aChangedDeploymentIsChangedInPlace() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, TURN);
        Deployment changed = EndpointStage.rack(EndpointStage.keeping(1), "one");
        stage.deployments.set(0, changed);
        stage.one.calls();
        stage.turn();

        assertThat(stage.one.calls())
                .containsExactly("deploy " + stage.at("one").revision());
        assertThat(stage.at("one").workersMin()).isEqualTo(1);
        assertThat(stage.one.inventory).hasSize(1);
    }

    @Test
    void whoLeadsNoMoreNeitherPlansNorWrites() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        Exchange call = stage.begin(stage.plan().getFirst());
        stage.store.epoch = 2;
        stage.ask(call);
        assertThatThrownBy(() -> stage.record(call)).isInstanceOf(StaleEpochException.class);

        stage.leads = OptionalLong.empty();
        assertThatThrownBy(stage::plan).isInstanceOf(StaleEpochException.class);
    }

    @Test
    void aProviderWithoutACredentialIsNeverCalled() throws Exception {
        stage.one.missing = "set ONE_KEY";
        stage.deployments.add(EndpointStage.rack());
        stage.turns(2, TURN);
        assertThat(stage.at("two").state()).isEqualTo(EndpointState.DEPLOYED);

        stage.two.missing = "set TWO_KEY";
        stage.two.calls();
        stage.deployments.clear();
        stage.turns(2, TURN);
        assertThat(stage.one.calls()).isEmpty();
        assertThat(stage.two.calls()).isEmpty();
        assertThat(stage.at("two").state()).as("waits for the key").isEqualTo(EndpointState.DEPLOYED);
    }

    @Test
    void theChoiceAndWhatWouldBeMadeAreExplained() {
        stage.one.missing = "set ONE_KEY";

        var explanation = new ServerlessStandings(stage.control()).explain(EndpointStage.rack());

        assertThat(explanation.ranking().candidates())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.provider()).isEqualTo("two"));
        assertThat(explanation.ranking().leftOut().getFirst().reason()).isEqualTo("no credential: set ONE_KEY");
        assertThat(explanation.plans().get("two").resources()).containsExactly("endpoint " + NAME);
    }

    @Test
    void aRefusalIsForgivenWhenSomebodySaysSo() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.one.refusal = new Refusal(null, Refusal.Kind.QUOTA, "QUOTA", "no L4 left");
        stage.turns(4, TURN);
        assertThat(stage.at("one").state()).isEqualTo(EndpointState.REFUSED);
        assertThat(stage.control().forgive("other")).isFalse();

        stage.one.refusal = null;
        assertThat(stage.control().forgive("rack")).isTrue();
        stage.turns(1, TURN);
        assertThat(stage.at("one").state()).isEqualTo(EndpointState.DEPLOYED);
    }

    @Test
    void aDeleteThatKeptFailingIsTriedAtOnceWhenSomebodySaysSo() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, TURN);
        stage.deployments.clear();
        stage.one.leftovers = List.of("its secret");
        stage.turns(20, TURN);
        stage.one.leftovers = List.of();
        stage.one.calls();
        stage.turns(2, TURN);
        assertThat(stage.one.calls()).as("waits for its next try").isEmpty();

        assertThat(stage.control().forgive("rack")).isTrue();
        stage.turns(2, TURN);

        assertThat(stage.one.inventory).isEmpty();
        assertThat(stage.control().forgive("rack")).as("forgotten").isFalse();
    }
}
