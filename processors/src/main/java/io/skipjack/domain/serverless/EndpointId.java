package io.skipjack.domain.serverless;

/**
 * One serverless endpoint: a deployment has at most one at each provider.
 *
 * @param deployment its name
 * @param provider such as {@code runpod}
 */
public record EndpointId(String deployment, String provider) {
    @Override
    public String toString() {
        return deployment + "@" + provider;
    }
}
