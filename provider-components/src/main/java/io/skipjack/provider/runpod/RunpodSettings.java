package io.skipjack.provider.runpod;

import io.skipjack.provider.spi.EndpointUrl;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How this installation uses its RunPod account: the keys of {@code skipjack.providers.runpod}.
 *
 * @param endpoint of the management API
 * @param queueUrl of a queue endpoint, with its id
 * @param loadBalancerUrl of a load-balancer endpoint, with its id
 * @param inferenceKey sent with requests
 * @param hfToken for gated models; empty for none
 * @param kind of the endpoints made from now on
 * @param image what a worker runs
 * @param diskGb of a worker: weights and caches
 * @param flashBoot RunPod's word for how a worker's state is kept between its starts
 * @param dataCenters to be used; none for any
 * @param minCuda lowest CUDA version that a machine's driver must know; empty for any
 */
record RunpodSettings(
        URI endpoint,
        EndpointUrl queueUrl,
        EndpointUrl loadBalancerUrl,
        String inferenceKey,
        String hfToken,
        RunpodKind kind,
        String image,
        int diskGb,
        String flashBoot,
        List<String> dataCenters,
        String minCuda) {
    static final String API_KEY = "api-key";

    static final List<ProviderKey> KEYS = List.of(
            ProviderKey.secret(
                    API_KEY,
                    "RUNPOD_API_KEY",
                    "API key with read and write access to serverless endpoints, from console.runpod.io"),
            ProviderKey.secret(
                    "inference-key",
                    "RUNPOD_INFERENCE_KEY",
                    "another key for requests, which may be restricted to inference; the API key when empty"),
            ProviderKey.secret(
                    "hf-token", "HF_TOKEN", "Hugging Face token for gated models, kept as a secret at RunPod"),
            ProviderKey.plain("kind", "queue", "queue or load-balancer: how requests reach workers"),
            ProviderKey.plain("image", "", "what workers run; empty for RunPod's vLLM worker, or vLLM itself"),
            ProviderKey.plain("disk-gb", "50", "GB of a worker's disk for weights and caches, 10 to 2000"),
            ProviderKey.plain("flashboot", "FLASHBOOT", "OFF, FLASHBOOT or PRIORITY_FLASHBOOT"),
            ProviderKey.plain("data-centers", "", "such as US-KS-2,EU-RO-1; empty for any"),
            ProviderKey.plain("min-cuda", "12.9", "lowest CUDA version of a machine's driver; empty for any"),
            ProviderKey.plain("endpoint", "https://api.runpod.io", "URL of the management API"),
            ProviderKey.plain("queue-url", "https://api.runpod.ai/v2/{id}", "URL of queue endpoints"),
            ProviderKey.plain("load-balancer-url", "https://{id}.api.runpod.ai", "URL of load-balancer endpoints"));

    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+)?");
    private static final List<String> FLASH_BOOTS = List.of("OFF", "FLASHBOOT", "PRIORITY_FLASHBOOT");

    RunpodSettings {
        dataCenters = List.copyOf(dataCenters);
        if (!FLASH_BOOTS.contains(flashBoot)) {
            throw new IllegalArgumentException(
                    "skipjack.providers.runpod.flashboot must be one of %s".formatted(FLASH_BOOTS));
        }
        if (!VERSION.matcher(minCuda).matches()) {
            throw new IllegalArgumentException("skipjack.providers.runpod.min-cuda must be a version such as 12.9");
        }
    }

    static RunpodSettings of(ProviderSettings settings) {
        RunpodKind kind = RunpodKind.of(settings.text("kind"));
        return new RunpodSettings(
                settings.uri("endpoint"),
                url(settings, "queue-url"),
                url(settings, "load-balancer-url"),
                settings.text(settings.has("inference-key") ? "inference-key" : API_KEY),
                settings.text("hf-token"),
                kind,
                settings.has("image") ? settings.text("image") : kind.usualImage(),
                settings.number("disk-gb", 10, 2_000),
                settings.text("flashboot"),
                Stream.of(settings.text("data-centers").split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList(),
                settings.text("min-cuda"));
    }

    private static EndpointUrl url(ProviderSettings settings, String key) {
        return new EndpointUrl("skipjack.providers.runpod." + key, settings.text(key));
    }

    /** Where an endpoint of that kind is. */
    URI base(RunpodKind kindOfIt, String id) {
        return (kindOfIt == RunpodKind.QUEUE ? queueUrl : loadBalancerUrl).of(id);
    }

    /** What stands for {@code /v1}. */
    URI inference(RunpodKind kindOfIt, String id) {
        return URI.create(base(kindOfIt, id) + kindOfIt.path());
    }

    @Override
    public String toString() {
        return "RunpodSettings[" + kind.word() + "]";
    }
}
