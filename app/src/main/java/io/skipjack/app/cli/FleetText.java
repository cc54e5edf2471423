package io.skipjack.app.cli;

import io.skipjack.provider.sandbox.RouterKeys;

/**
 * The deployment of a demo: one model on a spot fleet, with serverless behind it.
 *
 * @param spot the keys of its spot tier
 * @param isPublic whether it needs no API key
 */
record FleetText(String spot, boolean isPublic) {
    /** For somebody who tries things out by hand. */
    static final FleetText PATIENT = new FleetText(
            "min_replicas: 1, max_replicas: 3, target_concurrency: 8, upscale_delay: 2s, downscale_delay: 30s", true);
    /** For a demo that shows itself: to zero and back while one looks on. */
    static final FleetText QUICK = new FleetText(
            "min_replicas: 0, max_replicas: 3, target_concurrency: 8, upscale_delay: 1s, downscale_delay: 5s", false);

    String yaml(RouterKeys keys) {
        return """
                name: demo
                model: %s
                public: %s
                gpu: L4
                spot: { %s }
                serverless:
                  upstreams:
                    - { id: serverless, url: "%s", credential: { file: serverless.key } }
                """.formatted(keys.model(), isPublic, spot, keys.serverless());
    }
}
