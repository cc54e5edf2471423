package io.skipjack.provider.sandbox;

import io.skipjack.domain.deployment.Tier;
import java.net.URI;

/**
 * One engine of the sandbox as a router needs to know it.
 *
 * @param id {@code spot-1}, {@code spot-2} or {@code serverless}
 * @param baseUri ends in {@code /v1}
 * @param key to be sent as bearer
 */
public record SandboxEngine(String id, Tier tier, URI baseUri, String key) {}
