package io.skipjack.provider.baseten;

import io.skipjack.provider.spi.EndpointUrl;
import io.skipjack.provider.spi.EngineImage;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import java.net.URI;
import java.util.List;

/**
 * How this installation uses its Baseten workspace: the keys of {@code skipjack.providers.baseten}.
 *
 * @param endpoint of the management API
 * @param modelUrl of a model's inference, with its id
 * @param uploadUrl of the bucket that Baseten lends, with {@code {bucket}} and {@code {region}}
 * @param inferenceKey sent with requests
 * @param hfToken for gated models; empty for none
 * @param hfSecret what the token is called in the workspace
 * @param image what a replica runs
 */
record BasetenSettings(
        URI endpoint,
        EndpointUrl modelUrl,
        String uploadUrl,
        String inferenceKey,
        String hfToken,
        String hfSecret,
        String image) {
    static final String API_KEY = "api-key";

    static final List<ProviderKey> KEYS = List.of(
            ProviderKey.secret(API_KEY, "BASETEN_API_KEY", "API key that may manage models, from app.baseten.co"),
            ProviderKey.secret(
                    "inference-key",
                    "BASETEN_INFERENCE_KEY",
                    "another key for requests, which may be restricted to inference; the API key when empty"),
            ProviderKey.secret(
                    "hf-token", "HF_TOKEN", "Hugging Face token for gated models, kept as a secret of the workspace"),
            ProviderKey.plain(
                    "hf-secret",
                    "skipjack_hf_token",
                    "name of that secret: one for all models, and Baseten's API cannot delete it"),
            ProviderKey.plain("image", EngineImage.DEFAULT, "what replicas run"),
            ProviderKey.plain("endpoint", "https://api.baseten.co", "URL of the management API"),
            ProviderKey.plain("model-url", "https://model-{id}.api.baseten.co", "URL of a model's inference"),
            ProviderKey.plain(
                    "upload-url",
                    "https://{bucket}.s3.{region}.amazonaws.com",
                    "URL of the bucket that Baseten lends for uploads"));

    static BasetenSettings of(ProviderSettings settings) {
        return new BasetenSettings(
                settings.uri("endpoint"),
                new EndpointUrl("skipjack.providers.baseten.model-url", settings.text("model-url")),
                settings.text("upload-url"),
                settings.text(settings.has("inference-key") ? "inference-key" : API_KEY),
                settings.text("hf-token"),
                settings.text("hf-secret"),
                settings.text("image"));
    }

    boolean hasToken() {
        return !hfToken.isEmpty();
    }

    /** What stands for {@code /v1}: paths behind {@code /sync} reach the container as they are. */
    URI inference(String model) {
        return URI.create(modelUrl.of(model) + "/environments/production/sync/v1");
    }

    @Override
    public String toString() {
        return "BasetenSettings";
    }
}
