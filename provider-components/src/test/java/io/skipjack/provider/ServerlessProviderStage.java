package io.skipjack.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A provider and its far end, and how a control loop deals with them: each call as after a restart, again and again until
 * something comes of it.
 */
public abstract class ServerlessProviderStage {
    protected static final String OWNER = "contract-owner";
    protected static final String MODEL = "Qwen/Qwen3-0.6B";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** That the far end bills by. */
    protected final ManualClock clock = new ManualClock(Instant.parse("2026-11-26T10:20:00Z"));

    private FakeApi farEnd;

    /** The provider's far end, with {@link #quick} settings. */
    protected abstract FakeApi start() throws Exception;

    /** As quick as it can be, and billing by {@link #clock}. */
    protected final FarEndSettings quick() {
        return FarEndSettings.quick().withClock(clock);
    }

    /** A new provider with these settings, which are the far end's {@link FakeApi#routerKeys} or differ from them in a few. */
    protected abstract ServerlessProvider provider(Map<String, String> settings);

    /** A GPU that it sells. */
    protected GpuChoice gpu() {
        return new GpuChoice("L4", 1);
    }

    /** Settings with a credential that the far end does not know. */
    protected abstract Map<String, String> withWrongCredential(Map<String, String> settings);

    /** Settings without any credential. */
    protected abstract Map<String, String> withoutCredential(Map<String, String> settings);

    /** The secrets among the settings: none of them may be seen anywhere. */
    protected abstract List<String> secrets(Map<String, String> settings);

    /** How it rounds what it charges, by its documentation. */
    protected BillingRule billing() {
        return BillingRule.BY_SECOND;
    }

    /** What it charges apart from that GPU. */
    protected WorkerShape shape() {
        return WorkerShape.NONE;
    }

    /** What a worker with that GPU costs there; by default what the provider says itself. */
    protected Money perHour() throws Exception {
        return fresh().quote().stream()
                .filter(quote ->
                        quote.offer().gpu().equals(gpu().gpu()) && quote.offer().gpuCount() == gpu().count())
                .map(PriceQuote::perHour)
                .min(Money::compareTo)
                .orElseThrow();
    }

    /** Whether it tells what it charged. */
    protected boolean bills() {
        return false;
    }

    /** False for one that cannot be told how many to keep without a new deploy, or only in a way of its own. */
    protected boolean canScale() {
        return true;
    }

    @BeforeEach
    void startFarEnd() throws Exception {
        farEnd = start();
    }

    @AfterEach
    void closeFarEnd() {
        farEnd.close();
    }

    protected final FakeApi farEnd() {
        return farEnd;
    }

    /** Each as after a restart: nothing is remembered. */
    protected final ServerlessProvider fresh() {
        return provider(farEnd.routerKeys());
    }

    protected final DeployOutcome.Deployed deployed(EndpointRequest request) throws Exception {
        DeployOutcome outcome = settled(request);
        assertThat(outcome).isInstanceOf(DeployOutcome.Deployed.class);
        return (DeployOutcome.Deployed) outcome;
    }

    /** Calls again as the control loop does, each time as after a restart, until it is no more in progress. */
    protected final DeployOutcome settled(EndpointRequest request) throws Exception {
        return Requests.settled(PATIENCE, () -> fresh().deploy(request));
    }

    protected final void destroyed(EndpointRef ref) throws Exception {
        Requests.until(PATIENCE, () -> fresh().destroy(ref), DestroyOutcome::isGone);
    }

    protected final void awaitPhase(EndpointRef ref, EndpointPhase phase) throws Exception {
        Requests.until(PATIENCE, () -> fresh().status(ref), sight -> sight.phase() == phase);
    }

    protected final HttpResponse<String> ask(URI uri) throws Exception {
        return post(uri, fresh().access(uri));
    }

    /** A cold endpoint may turn requests away until its worker is there. */
    protected static HttpResponse<String> post(URI uri, AccessHeaders access) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + "/chat/completions"))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":3}"
                                .formatted(MODEL)));
        access.headers().forEach(request::setHeader);
        return Requests.until(PATIENCE, () -> send(request.build()), answer -> answer.statusCode() < 500);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    protected final EndpointRequest request(String deployment) {
        return request(deployment, gpu(), ServerlessScaling.DEFAULT);
    }

    protected final EndpointRequest request(String deployment, GpuChoice gpu, ServerlessScaling scaling) {
        EndpointId id = new EndpointId(deployment, fresh().name());
        return new EndpointRequest(
                OWNER,
                id,
                EndpointNames.of(OWNER, deployment),
                "r" + scaling.hashCode(),
                MODEL,
                gpu,
                EngineSpec.DEFAULT,
                scaling);
    }

    protected final EndpointRef ref(String deployment, Map<String, String> facts) {
        return Requests.ref(request(deployment), facts);
    }
}
