package io.skipjack.provider.runpod;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.provider.spi.EngineImage;
import java.time.Duration;
import java.util.Locale;

/**
 * How RunPod brings a request to a worker; chosen when an endpoint is made, and never changed afterwards.
 *
 * <p>Queue is the default: a load balancer answers 400 when it has no worker for 2 minutes, which is less than most cold
 * starts take (docs.runpod.io/serverless/load-balancing/overview).
 */
enum RunpodKind {
    /** Held in a queue, run as a job; limits of {@code /openai/*} (docs.runpod.io/serverless/endpoints/send-requests). */
    QUEUE(
            "runpod/worker-v1-vllm:v2.27.2",
            "/openai/v1",
            new UpstreamLimits(2_000, Duration.ofSeconds(10), 400, 20_000_000, null)),
    /** Straight to the worker's HTTP port; 30 MB and 5.5 min for a request. */
    LOAD_BALANCER(
            EngineImage.DEFAULT, "/v1", new UpstreamLimits(0, Duration.ZERO, 0, 30_000_000, Duration.ofSeconds(330)));

    private final String usualImage;
    private final String path;
    private final UpstreamLimits limits;

    RunpodKind(String usualImage, String path, UpstreamLimits limits) {
        this.usualImage = usualImage;
        this.path = path;
        this.limits = limits;
    }

    /** @throws IllegalArgumentException for neither {@code queue} nor {@code load-balancer} */
    static RunpodKind of(String word) {
        for (RunpodKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "skipjack.providers.runpod.kind must be queue or load-balancer, not '%s'".formatted(word));
    }

    /** {@code queue} or {@code load-balancer}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What runs where the settings name no image. */
    String usualImage() {
        return usualImage;
    }

    /** From the endpoint's own address to what stands for {@code /v1}. */
    String path() {
        return path;
    }

    UpstreamLimits limits() {
        return limits;
    }
}
