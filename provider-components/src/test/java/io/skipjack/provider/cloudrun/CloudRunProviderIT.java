package io.skipjack.provider.cloudrun;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.Requests;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.cloudrun.FakeCloudRun;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is Cloud Run's own, against its pretend far end. */
class CloudRunProviderIT {
    private static final GpuChoice L4 = new GpuChoice("L4", 1);

    private final FakeCloudRun google = new FakeCloudRun(FarEndSettings.quick());
    private final ServerlessProvider provider = make(CloudRunProvider.DEFINITION, google.routerKeys());

    @AfterEach
    void close() {
        google.close();
    }

    @Test
    void aPriceIsThatOfGpuCpuAndMemory() throws Exception {
        List<PriceQuote> quotes = provider.quote();

        assertThat(quotes)
                .extracting(quote -> quote.offer().gpu(), PriceQuote::perHour)
                .containsExactlyInAnyOrder(
                        // (0.0001867 + 8 * 0.000018 + 32 * 0.000002) * 3600
                        tuple("L4", Money.ofDollars("1.42092")), tuple("RTX_PRO_6000", Money.ofDollars("3.186792")));
        assertThat(quotes).allMatch(quote -> quote.source().contains("CPU"));
    }

    @Test
    void anIdentityTokenIsForOneServiceAndIsKeptUntilShortlyBeforeItsEnd() throws Exception {
        URI one = deployed("one").uri();
        URI other = deployed("other").uri();

        AccessHeaders first = provider.access(one);
        int calls = google.calls();
        AccessHeaders again = provider.access(one);

        assertThat(again.headers()).isEqualTo(first.headers());
        assertThat(google.calls()).isEqualTo(calls);
        assertThat(provider.access(other).headers()).isNotEqualTo(first.headers());
        assertThat(first.until())
                .isBetween(Instant.now().plusSeconds(3000), Instant.now().plusSeconds(3700));
    }

    @Test
    void onlyTheRoutersAccountMayCallAService() throws Exception {
        deployed("rack");

        List<ReceivedRequest> grants = google.received().stream()
                .filter(request -> request.path().endsWith(":setIamPolicy"))
                .toList();
        assertThat(grants).hasSize(1);
        JsonNode policy = grants.getFirst().json().path("policy");
        assertThat(policy.path("etag").asText()).isNotEmpty();
        assertThat(policy.path("bindings").toString())
                .isEqualTo("[{\"role\":\"roles/run.invoker\",\"members\":"
                        + "[\"serviceAccount:router@pretend-project.iam.gserviceaccount.com\"]}]");
    }

    @Test
    void aRevisionThatFailsForWantOfQuotaIsARefusal() throws Exception {
        google.failNextRevision("Revision 'x-00001-n45' is not ready and cannot serve traffic. Quota exceeded for total"
                + " allowable count of GPUs per project per region.");

        Refusal refusal = ((DeployOutcome.Refused) settled("rack")).refusal();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.QUOTA);
        assertThat(refusal.message()).contains("g.co/cloudrun/gpu-quota");
        assertThat(provider.status(ref("rack")).phase()).isEqualTo(EndpointPhase.FAILED);
        assertThat(google.inventory()).isNotEmpty();
    }

    @Test
    void aQuotaIsSeenBeforeAnythingIsMade() {
        google.gpuQuota(0);

        assertThat(provider.check(L4)).anySatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAIL);
            assertThat(finding.fix()).contains("g.co/cloudrun/gpu-quota");
        });
        assertThat(google.inventory()).isEmpty();
    }

    @Test
    void anImageThatDoesNotStartIsFatal() throws Exception {
        google.failNextRevision("The user-provided container failed to start and listen on the port defined");

        Refusal refusal = ((DeployOutcome.Refused) settled("rack")).refusal();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FATAL);
        assertThat(refusal.message()).contains("failed to start");
    }

    @Test
    void twoGpusAreRefusedBeforeAnybodyIsAsked() throws Exception {
        assertThat(provider.deploy(request("rack", new GpuChoice("L4", 2))))
                .isInstanceOfSatisfying(
                        DeployOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().message()).contains("one GPU"));
        assertThat(google.calls()).isZero();
    }

    @Test
    void aFileThatIsNoCredentialIsSaidToBeNone() throws Exception {
        ServerlessProvider wrong =
                make(CloudRunProvider.DEFINITION, with(google.routerKeys(), "credentials-file", "/dev/null"));

        assertThat(wrong.check(null)).anyMatch(finding -> finding.message().contains("no credential of Google's"));
        assertThat(wrong.deploy(request("rack", L4))).isInstanceOf(DeployOutcome.Refused.class);
        assertThatThrownBy(() -> wrong.access(URI.create("http://127.0.0.1:1/v1")))
                .isInstanceOf(ProviderUnavailableException.class);
    }

    private DeployOutcome.Deployed deployed(String deployment) {
        return (DeployOutcome.Deployed) settled(deployment);
    }

    private DeployOutcome settled(String deployment) {
        return Requests.settled(Duration.ofSeconds(10), () -> provider.deploy(request(deployment, L4)));
    }

    private static EndpointRequest request(String deployment, GpuChoice gpu) {
        return Requests.of(new EndpointId(deployment, "cloudrun"), gpu);
    }

    private static EndpointRef ref(String deployment) {
        return Requests.ref(request(deployment, L4));
    }
}
