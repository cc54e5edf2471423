package io.skipjack.provider.sandbox.ec2;

import java.time.Instant;
import java.util.Map;

/**
 * A launch template; it has one version only.
 *
 * @param launch the parameters, named as those of RunInstances
 */
record Template(String id, String name, String region, Form launch, Map<String, String> tags, Instant createdAt) {}
