package io.skipjack.provider.azure;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.Requests;
import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.azure.FakeAzure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is Azure's own, against its pretend far end. */
class AzureProviderIT {
    private static final GpuChoice T4 = new GpuChoice("T4", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeAzure azure = new FakeAzure(AzureProviderContractTest.QUICK);
    private final ServerlessProvider provider = make(AzureProvider.DEFINITION, azure.routerKeys());

    @AfterEach
    void close() {
        azure.close();
    }

    @Test
    void theEnvironmentGoesWithTheLastAppInIt() {
        deployed("first", T4);
        deployed("second", T4);
        assertThat(environments()).hasSize(1);

        destroyed("first");
        assertThat(environments()).hasSize(1);
        destroyed("second");
        assertThat(azure.inventory()).isEmpty();
    }

    @Test
    void anEnvironmentThatIsMadeForAnotherIsLeftToIt() throws Exception {
        provider.deploy(request("first", T4));
        assertThat(environments()).hasSize(1);

        destroyed("second");
        assertThat(environments()).hasSize(1);
        destroyed("first");
        assertThat(azure.inventory()).isEmpty();
    }

    @Test
    void eachGpuHasAnEnvironmentAndAnAppMovesToTheOther() {
        deployed("rack", T4);
        deployed("rack", new GpuChoice("A100_80GB", 1));

        assertThat(environments()).hasSize(2);
        destroyed("rack");
        assertThat(azure.inventory()).isEmpty();
    }

    @Test
    void anEnvironmentOfTheUsersOwnMustBeThereAndIsNeverEnded() throws Exception {
        ServerlessProvider own = make(AzureProvider.DEFINITION, with(azure.routerKeys(), "environment", "theirs"));

        assertThat(own.deploy(request("rack", T4)))
                .isInstanceOfSatisfying(
                        DeployOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().message()).contains("there is no environment theirs"));
        assertThat(azure.inventory()).isEmpty();
    }

    @Test
    void theKeyIsASecretOfTheAppAndStaysWhenTheAppChanges() throws Exception {
        URI uri = deployed("rack", T4).uri();
        AccessHeaders before = provider.access(uri);

        settled(() -> provider.deploy(request("rack", T4, "r2")));

        assertThat(provider.access(uri).headers()).isEqualTo(before.headers());
        String key = String.valueOf(before.headers().get("Authorization")).replace("Bearer ", "");
        List<ReceivedRequest> puts = azure.received().stream()
                .filter(request ->
                        request.method().equals("PUT") && request.path().contains("/containerApps/"))
                .toList();
        assertThat(puts).hasSize(2).allSatisfy(put -> {
            assertThat(put.json().at("/properties/template").toString()).doesNotContain(key);
            assertThat(put.json()
                            .at("/properties/configuration/secrets/0/value")
                            .asText())
                    .isEqualTo(key);
        });
        assertThatThrownBy(() -> provider.access(URI.create("https://elsewhere.example/v1")))
                .isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void aPriceIsThatOfGpuCpuAndMemory() throws Exception {
        assertThat(provider.quote())
                .extracting(quote -> quote.offer().gpu(), PriceQuote::perHour)
                .containsExactlyInAnyOrder(
                        // (0.000073 + 8 * 0.000024 + 56 * 0.000003) * 3600
                        tuple("T4", Money.ofDollars("1.5588")), tuple("A100_80GB", Money.ofDollars("6.354")));
        assertThat(azure.received()).allMatch(request -> request.header("authorization") == null);
    }

    @Test
    void anAppThatCannotBeProvisionedIsARefusal() throws Exception {
        azure.failNextRevision("Maximum Allowed Cores exceeded for the Managed Environment. Please check"
                + " https://learn.microsoft.com/en-us/azure/container-apps/quotas for resource limits");

        Refusal refusal = ((DeployOutcome.Refused) settled(() -> provider.deploy(request("rack", T4)))).refusal();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.QUOTA);
        destroyed("rack");
        assertThat(azure.inventory()).isEmpty();
    }

    @Test
    void azureSaysHowLongItWantsToBeLeftAlone() {
        azure.strike(ApiTrouble.THROTTLED, 2);

        assertThatThrownBy(() -> provider.status(ref("rack")))
                .isInstanceOfSatisfying(
                        ProviderUnavailableException.class,
                        failure -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
    }

    @Test
    void aQuotaThatIsUsedUpIsSeenBeforeAnythingIsMade() {
        azure.gpuQuota(0);

        assertThat(provider.check(T4))
                .anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL
                        && finding.name().equals("quota"));
        assertThat(azure.inventory()).isEmpty();
    }

    @Test
    void aTokenIsKept() throws Exception {
        provider.list("owner");
        provider.list("owner");

        assertThat(azure.received())
                .filteredOn(request -> request.path().endsWith("/token"))
                .hasSize(1);
    }

    private List<String> environments() {
        return azure.inventory().stream()
                .filter(line -> line.startsWith("environment"))
                .toList();
    }

    private DeployOutcome.Deployed deployed(String deployment, GpuChoice gpu) {
        return (DeployOutcome.Deployed) settled(() -> provider.deploy(request(deployment, gpu)));
    }

    private void destroyed(String deployment) {
        Requests.until(PATIENCE, () -> provider.destroy(ref(deployment)), DestroyOutcome::isGone);
    }

    private static DeployOutcome settled(Callable<DeployOutcome> step) {
        return Requests.settled(PATIENCE, step);
    }

    private static EndpointRequest request(String deployment, GpuChoice gpu) {
        return request(deployment, gpu, "r-" + gpu);
    }

    private static EndpointRequest request(String deployment, GpuChoice gpu, String revision) {
        return Requests.of(new EndpointId(deployment, "azure"), gpu, revision);
    }

    private static EndpointRef ref(String deployment) {
        return Requests.ref(request(deployment, T4));
    }
}
