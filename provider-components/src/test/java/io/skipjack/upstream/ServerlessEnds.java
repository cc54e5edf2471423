package io.skipjack.upstream;

import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pretend serverless endpoints, the providers that know what they want to see, and stages that ask them. */
final class ServerlessEnds implements AutoCloseable {
    static final Map<String, String> MODAL = Map.of("Modal-Key", "wk-canary", "Modal-Secret", "ws-canary");
    static final Map<String, String> BASETEN = Map.of("Authorization", "Api-Key baseten-canary");
    static final Duration NEVER = Duration.ofHours(1);

    final Map<String, Map<String, String>> accesses = new HashMap<>(Map.of("modal", MODAL, "baseten", BASETEN));
    boolean throttled;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Credentials credentials =
            new Credentials(name -> null, new Source(), InstantSource.system(), Runnable::run);

    private final class Source implements ProviderAccess {
        @Override
        public @Nullable String missing(String provider) {
            return accesses.containsKey(provider) ? null : "this router has no such provider";
        }

        @Override
        public AccessHeaders access(String provider, URI endpoint) throws ProviderUnavailableException {
            if (throttled) {
                throw new ProviderUnavailableException("asking for a token, HTTP 429");
            }
            return new AccessHeaders(accesses.get(provider), null);
        }
    }

    RelayStage stage(UpstreamSpec... upstreams) throws Exception {
        return stage(RelayStage.PATIENT, upstreams);
    }

    RelayStage stage(LegTimes times, UpstreamSpec... upstreams) throws Exception {
        RelayStage stage = new RelayStage(credentials, times, List.of(upstreams));
        open.add(stage);
        return stage;
    }

    /** @param provider whose credential is sent; null for none */
    UpstreamSpec of(FakeServerless endpoint, @Nullable String provider) {
        return new UpstreamSpec(
                "u" + endpoint.baseUri().getPort(),
                endpoint.baseUri(),
                provider == null ? null : new CredentialRef.OfProvider(provider));
    }

    FakeServerless started(Duration coldStart, WhileCold meanwhile, Map<String, String> wanting) {
        return serverless(ServerlessSettings.defaults()
                .starting(coldStart, meanwhile)
                .redirectingAfter(Duration.ofMillis(60))
                .wanting(wanting));
    }

    FakeServerless serverless(ServerlessSettings settings) {
        FakeServerless started = FakeServerless.start(settings.withEngine(
                EngineSettings.defaults().withModel("m").withSpeed(1_000_000, Duration.ofMillis(1))));
        open.add(started);
        return started;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
