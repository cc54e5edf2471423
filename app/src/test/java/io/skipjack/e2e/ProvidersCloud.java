package io.skipjack.e2e;

import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxClient;
import io.skipjack.provider.sandbox.SandboxSettings;
import io.skipjack.provider.sandbox.providers.PretendProviders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A pretend AWS with the far end of each serverless provider beside it, and a router that launches and deploys there. */
public final class ProvidersCloud {
    private ProvidersCloud() {}

    /** @param speed of the providers' clock: at 1,000, Cloud Run's eight minutes become half a second */
    public static Sandbox start(double speed) {
        return Sandbox.start(SandboxSettings.ofCloud(Duration.ofSeconds(2)).withFarEnds(PretendProviders.all(), speed));
    }

    /** A router that looks at its endpoints often. */
    public static TestRouter router(Sandbox sandbox) {
        Map<String, String> keys = keys(sandbox);
        keys.put("skipjack.endpoints.interval", "100ms");
        keys.put("skipjack.endpoints.status-interval", "300ms");
        return TestRouter.start(keys);
    }

    /** What a router's config must say to find a sandbox; to be added to. */
    public static Map<String, String> keys(Sandbox sandbox) {
        try (SandboxClient client = new SandboxClient(sandbox.controlUri())) {
            return new LinkedHashMap<>(client.routerKeys().keys());
        }
    }
}
