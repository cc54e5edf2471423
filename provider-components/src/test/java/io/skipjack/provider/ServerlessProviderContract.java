package io.skipjack.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.provider.sandbox.ApiTrouble;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the control loop relies on, whichever company runs the endpoints. A provider passes when its test extends this
 * against that company's pretend API: {@link #start} and {@link #provider} are all it has to say.
 */
public abstract class ServerlessProviderContract extends ServerlessBillsContract {
    @Test
    void aDeployedEndpointAnswersItsModel() throws Exception {
        DeployOutcome.Deployed deployed = deployed(request("rack"));

        HttpResponse<String> answer = ask(deployed.uri());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"finish_reason\"").contains(MODEL);
    }

    @Test
    void onlyWhoIsLetInIsAnswered() throws Exception {
        DeployOutcome.Deployed deployed = deployed(request("rack"));

        assertThat(post(deployed.uri(), AccessHeaders.NONE).statusCode()).isIn(401, 403);
    }

    @Test
    void aPlanAsksNobodyAndNamesWhatIsMade() throws Exception {
        EndpointPlan plan = fresh().plan(request("rack"));

        assertThat(plan.impossible()).isNull();
        assertThat(plan.resources()).isNotEmpty();
        assertThat(farEnd().calls()).isZero();
        assertThat(fresh().plan(request("rack", new GpuChoice("Voodoo3", 1), ServerlessScaling.DEFAULT))
                        .impossible())
                .contains("Voodoo3");
    }

    @Test
    void deployingAgainMakesNothingMore() throws Exception {
        DeployOutcome.Deployed first = deployed(request("rack"));
        List<String> there = farEnd().inventory();

        DeployOutcome.Deployed second = deployed(request("rack"));

        assertThat(second.uri()).isEqualTo(first.uri());
        assertThat(farEnd().inventory()).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void aChangedEndpointIsChangedInPlace() throws Exception {
        deployed(request("rack"));
        List<String> there = farEnd().inventory();
        ServerlessScaling more = new ServerlessScaling(8, Duration.ofSeconds(30), Duration.ofSeconds(300), 0, 2, 4);

        DeployOutcome.Deployed changed = deployed(request("rack", gpu(), more));

        assertThat(ask(changed.uri()).statusCode()).isEqualTo(200);
        assertThat(farEnd().inventory()).hasSameSizeAs(there);
    }

    @Test
    void twoDeploymentsAreTwoEndpoints() throws Exception {
        URI one = deployed(request("one")).uri();
        DeployOutcome.Deployed other = deployed(request("other"));

        assertThat(other.uri()).isNotEqualTo(one);
        destroyed(ref("other", Map.of()));
        assertThat(ask(one).statusCode()).isEqualTo(200);
    }

    @Test
    void destroyLeavesNothingAndMayBeRepeated() throws Exception {
        DeployOutcome.Deployed deployed = deployed(request("rack"));

        destroyed(ref("rack", deployed.facts()));

        assertThat(farEnd().inventory()).isEmpty();
        assertThat(farEnd().running()).isZero();
        assertThat(fresh().destroy(ref("rack", deployed.facts())).isGone()).isTrue();
    }

    @Test
    void whatNeverWasIsGone() throws Exception {
        assertThat(fresh().destroy(ref("nobodys", Map.of())).isGone()).isTrue();
        assertThat(fresh().status(ref("nobodys", Map.of())).phase()).isEqualTo(EndpointPhase.ABSENT);
    }

    /** The router is killed at each step of a deploy; nothing but the name is known afterwards. */
    @Test
    void destroyLeavesNothingWhereverADeployWasCutOff() throws Exception {
        int whole = callsOfADeploy();
        assertThat(whole).isBetween(1, MOST_CALLS);
        for (int step = 0; step < whole; step++) {
            farEnd().cutAfter(step);
            giveUpDeploying();
            farEnd().heal();

            destroyed(ref("cut", Map.of()));

            assertThat(farEnd().inventory())
                    .as("after a cut at call %d of %d", step, whole)
                    .isEmpty();
        }
    }

    /** The same, but the deployment is still wanted. */
    @Test
    void deployGoesOnWhereverItWasCutOff() throws Exception {
        int whole = callsOfADeploy();
        for (int step = 0; step < whole; step++) {
            farEnd().cutAfter(step);
            giveUpDeploying();
            farEnd().heal();

            DeployOutcome.Deployed deployed = deployed(request("cut"));

            assertThat(ask(deployed.uri()).statusCode())
                    .as("after a cut at call %d", step)
                    .isEqualTo(200);
            destroyed(ref("cut", deployed.facts()));
            assertThat(farEnd().inventory()).as("after a cut at call %d", step).isEmpty();
        }
    }

    /** A destroy is cut off at each step, and asked for again. */
    @Test
    void destroyGoesOnWhereverItWasCutOff() throws Exception {
        for (int step = 0; step < MOST_CALLS; step++) {
            DeployOutcome.Deployed deployed = deployed(request("rack"));
            int before = farEnd().calls();
            farEnd().cutAfter(step);
            destroyedAtOnce(ref("rack", deployed.facts()));
            boolean reached = farEnd().calls() - before > step;
            farEnd().heal();

            destroyed(ref("rack", Map.of()));

            assertThat(farEnd().inventory()).as("after a cut at call %d", step).isEmpty();
            if (!reached) {
                return;
            }
        }
    }

    @Test
    void anEndpointIsSeenColdThenReadyThenColdAgain() throws Exception {
        DeployOutcome.Deployed deployed = deployed(request("rack"));
        EndpointRef ref = ref("rack", deployed.facts());
        awaitPhase(ref, EndpointPhase.COLD);
        assertThat(fresh().status(ref).workers()).isZero();

        fresh().warm(ref);

        awaitPhase(ref, EndpointPhase.READY);
        assertThat(fresh().status(ref).workers()).isPositive();
        farEnd().endpoint(ref.name()).scaleToZero();
        awaitPhase(ref, EndpointPhase.COLD);
    }

    @Test
    void lookingWakesNobody() throws Exception {
        DeployOutcome.Deployed deployed = deployed(request("rack"));
        EndpointRef ref = ref("rack", deployed.facts());
        awaitPhase(ref, EndpointPhase.COLD);

        fresh().status(ref);
        fresh().list(OWNER);
        fresh().check(gpu());

        assertThat(farEnd().running()).isZero();
    }

    @Test
    void workersThatAreToBeKeptAreThereWithoutARequest() throws Exception {
        assumeThat(canScale()).isTrue();
        DeployOutcome.Deployed deployed = deployed(request("rack"));
        EndpointRef ref = ref("rack", deployed.facts());

        fresh().scale(ref, 1, 1);
        awaitPhase(ref, EndpointPhase.READY);
        fresh().scale(ref, 0, 1);
        farEnd().endpoint(ref.name()).scaleToZero();

        awaitPhase(ref, EndpointPhase.COLD);
    }

    @Test
    void onlyWhatIsOursIsListed() throws Exception {
        deployed(request("rack"));

        assertThat(fresh().list(OWNER)).containsExactly(EndpointNames.of(OWNER, "rack"));
        assertThat(fresh().list("somebody-else")).isEmpty();
    }

    @Test
    void aWrongCredentialIsARefusalThatSaysWhatToDo() throws Exception {
        Map<String, String> wrong = withWrongCredential(farEnd().routerKeys());

        DeployOutcome outcome = provider(wrong).deploy(request("rack"));
        List<Finding> findings = provider(wrong).check(gpu());

        assertThat(outcome).isInstanceOf(DeployOutcome.Refused.class);
        Refusal refusal = ((DeployOutcome.Refused) outcome).refusal();
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FATAL);
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAIL);
            assertThat(finding.fix()).isNotBlank();
        });
        assertThat(farEnd().inventory()).isEmpty();
        assertNoSecret(wrong, outcome, findings);
    }

    @Test
    void aMissingCredentialIsNamedBeforeAnybodyIsAsked() {
        Map<String, String> none = withoutCredential(farEnd().routerKeys());

        assertThat(provider(none).missing()).isNotBlank();
        assertThat(provider(none).check(gpu()))
                .anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL
                        && !finding.fix().isBlank());
        assertThat(farEnd().calls()).isZero();
        assertThat(fresh().missing()).isNull();
    }

    @Test
    void aGoodAccountPassesItsCheckAndNothingIsChangedByIt() {
        List<Finding> findings = fresh().check(gpu());

        assertThat(findings).isNotEmpty().noneMatch(finding -> finding.verdict() == Finding.Verdict.FAIL);
        assertThat(farEnd().inventory()).isEmpty();
        assertThat(fresh().check(new GpuChoice("Voodoo3", 1)))
                .anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL
                        && finding.message().contains("Voodoo3"));
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "BROKEN", "HTML_PAGE", "REDIRECT", "NO_JSON", "RESET"})
    void troubleOfTheProviderIsUnavailableAndNeverShown(ApiTrouble trouble) throws Exception {
        farEnd().strike(trouble, MOST_CALLS);

        assertThatThrownBy(() -> fresh().deploy(request("rack")))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageNotContaining("<")
                .satisfies(failure -> assertNoSecret(farEnd().routerKeys(), failure.toString()));

        farEnd().heal();
        deployed(request("rack"));
        destroyed(ref("rack", Map.of()));
        assertThat(farEnd().inventory()).isEmpty();
    }

    @Test
    void aRedirectElsewhereIsNeverFollowed() {
        farEnd().strike(ApiTrouble.REDIRECT, MOST_CALLS);

        assertThatThrownBy(() -> fresh().deploy(request("rack"))).isInstanceOf(ProviderUnavailableException.class);
        assertThatThrownBy(() -> fresh().status(ref("rack", Map.of())))
                .isInstanceOf(ProviderUnavailableException.class);

        assertThat(farEnd().elsewhere()).isEmpty();
    }

    /** A destroy that could not ask must not say that nothing is left. */
    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "BROKEN", "HTML_PAGE", "RESET", "UNAUTHORIZED"})
    void aDestroyThatFailedSaysSo(ApiTrouble trouble) throws Exception {
        DeployOutcome.Deployed deployed = deployed(request("rack"));
        farEnd().strike(trouble, MOST_CALLS);

        assertThat(destroyedAtOnce(ref("rack", deployed.facts()))).isFalse();

        farEnd().heal();
        destroyed(ref("rack", Map.of()));
        assertThat(farEnd().inventory()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_CAPACITY", "QUOTA"})
    void noGpuIsAnAnswerAndWhatWasMadeCanBeDestroyed(ApiTrouble trouble) throws Exception {
        farEnd().strike(trouble, 1);

        DeployOutcome outcome = settled(request("rack"));

        assertThat(outcome).isInstanceOf(DeployOutcome.Refused.class);
        assertThat(((DeployOutcome.Refused) outcome).refusal().kind())
                .isEqualTo(trouble == ApiTrouble.QUOTA ? Refusal.Kind.QUOTA : Refusal.Kind.CAPACITY);
        destroyed(ref("rack", Map.of()));
        assertThat(farEnd().inventory()).isEmpty();
    }

    @Test
    void pricesAreForGpusThatItSells() throws Exception {
        Instant before = Instant.now().minusSeconds(5);

        assertThat(fresh().gpus()).contains(gpu().gpu());
        assertThat(fresh().quote()).allSatisfy(quote -> {
            assertThat(quote.offer().provider()).isEqualTo(fresh().name());
            assertThat(quote.offer().capacityType()).isEqualTo(CapacityType.SERVERLESS);
            assertThat(fresh().gpus()).contains(quote.offer().gpu());
            assertThat(quote.perHour()).isGreaterThan(Money.ZERO);
            assertThat(quote.at()).isAfter(before);
            assertThat(quote.source()).isNotBlank();
        });
    }

    @Test
    void logsHoldNoSecret() throws Exception {
        DeployOutcome.Deployed deployed = deployed(request("rack"));
        EndpointRef ref = ref("rack", deployed.facts());
        ask(deployed.uri());

        assertNoSecret(farEnd().routerKeys(), fresh().logs(ref, Instant.EPOCH));
    }

    @Test
    void nothingSaidHoldsASecret() throws Exception {
        Map<String, String> keys = farEnd().routerKeys();
        DeployOutcome.Deployed deployed = deployed(request("rack"));

        assertNoSecret(
                keys,
                deployed,
                fresh().plan(request("rack")),
                fresh().check(gpu()),
                fresh().access(deployed.uri()),
                fresh());
    }

    /** A deploy made up to a thousand calls at most; each round as after a restart. */
    private int callsOfADeploy() throws Exception {
        int before = farEnd().calls();
        fresh().deploy(request("count"));
        int first = farEnd().calls() - before;
        deployed(request("count"));
        destroyed(ref("count", Map.of()));
        return first;
    }

    private void giveUpDeploying() {
        try {
            fresh().deploy(request("cut"));
        } catch (ProviderUnavailableException died) {
            // as a router that was killed: nobody heard
        }
    }

    private boolean destroyedAtOnce(EndpointRef ref) {
        try {
            DestroyOutcome outcome = fresh().destroy(ref);
            return outcome.isGone();
        } catch (ProviderUnavailableException unknown) {
            return false;
        }
    }
}
