package io.skipjack.provider;

import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What the tests of one provider share: how it is made, what it is asked for, and the patience until something comes of it. */
public final class Requests {
    /** What a {@link #detailed} endpoint is called, and so the golden files. */
    public static final String NAME = "sj-0a1b2c-rack-3d4e5f";

    private static final String OWNER = "owner";
    private static final String REVISION = "r1";
    private static final String MODEL = "Qwen/Qwen3-0.6B";
    private static final Duration POLL = Duration.ofMillis(5);

    private Requests() {}

    /** One of that definition, with these settings and no environment. */
    public static ServerlessProvider make(ProviderDefinition definition, Map<String, String> settings) {
        return definition.maker().apply(ProviderSettings.of(definition, settings, variable -> null));
    }

    /** A copy with another value. */
    public static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return changed;
    }

    /** A copy without these keys. */
    public static Map<String, String> without(Map<String, String> settings, Collection<String> keys) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.keySet().removeAll(keys);
        return changed;
    }

    /** With nothing said but its GPU. */
    public static EndpointRequest of(EndpointId id, GpuChoice gpu) {
        return of(id, gpu, REVISION);
    }

    public static EndpointRequest of(EndpointId id, GpuChoice gpu, String revision) {
        return new EndpointRequest(
                OWNER, id, name(id), revision, MODEL, gpu, EngineSpec.DEFAULT, ServerlessScaling.DEFAULT);
    }

    public static EndpointRequest of(EndpointId id, GpuChoice gpu, EngineSpec engine, ServerlessScaling scaling) {
        return new EndpointRequest(OWNER, id, name(id), REVISION, MODEL, gpu, engine, scaling);
    }

    private static String name(EndpointId id) {
        return EndpointNames.of(OWNER, id.deployment());
    }

    /** With a word on everything, so that a file made of it shows where each goes. */
    public static EndpointRequest detailed(String provider, String model) {
        return new EndpointRequest(
                OWNER,
                new EndpointId("rack", provider),
                NAME,
                REVISION,
                model,
                new GpuChoice("A100_80GB", 2),
                new EngineSpec(8192, 0, "fp8", ColdStartMode.FAST_BOOT, List.of("--enable-prefix-caching")),
                new ServerlessScaling(32, Duration.ofSeconds(60), Duration.ofSeconds(600), 0, 3, 4));
    }

    /** What was asked for, as one knows it whose deploy had no answer. */
    public static EndpointRef ref(EndpointRequest request) {
        return ref(request, Map.of());
    }

    public static EndpointRef ref(EndpointRequest request, Map<String, String> facts) {
        return new EndpointRef(request.owner(), request.id(), request.name(), facts);
    }

    /** Why it does not deploy that: fails when it does. */
    public static Refusal refusal(ServerlessProvider provider, EndpointRequest request)
            throws ProviderUnavailableException {
        return ((DeployOutcome.Refused) provider.deploy(request)).refusal();
    }

    /** Deploys again and again until it is no more in progress. */
    public static DeployOutcome settled(Duration patience, Callable<DeployOutcome> deploy) {
        return until(patience, deploy, outcome -> !(outcome instanceof DeployOutcome.InProgress));
    }

    /** Takes the step again and again until that is enough. */
    public static <T> T until(Duration patience, Callable<T> step, Predicate<T> enough) {
        return Awaitility.await()
                .atMost(patience)
                .pollInterval(POLL)
                .pollDelay(Duration.ZERO)
                .until(step, enough);
    }

    /** A file beside the tests, such as {@code modal/golden-app.py}. */
    public static String golden(String path) throws IOException {
        try (InputStream in = Objects.requireNonNull(Requests.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
