package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.UpstreamSpec;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps edits over the network from sending the router's secrets away: a credential reads any variable or file of the
 * router, and goes to any URL. Over the network a deployment may therefore only go on using a credential where a file
 * that somebody wrote on the machine already sends it.
 */
final class CredentialGuard {
    private record Use(@Nullable CredentialRef credential, String origin) {
        static Use of(UpstreamSpec upstream) {
            return new Use(upstream.credential(), originOf(upstream.uri()));
        }
    }

    private CredentialGuard() {}

    /** @throws ConfigException naming the upstream whose credential is new */
    static void check(Deployment edited, Collection<Deployment> present) {
        Set<Use> known = new HashSet<>();
        present.forEach(deployment -> upstreams(deployment).forEach(upstream -> known.add(Use.of(upstream))));
        for (UpstreamSpec upstream : upstreams(edited)) {
            if (upstream.credential() != null && !known.contains(Use.of(upstream))) {
                throw new ConfigException("the credential of upstream '" + upstream.id()
                        + "' is new, and a new one is not taken over the network; write the file on the router's"
                        + " machine");
            }
        }
    }

    private static List<UpstreamSpec> upstreams(Deployment deployment) {
        return Arrays.stream(Tier.values())
                .map(deployment::tier)
                .filter(Objects::nonNull)
                .flatMap(tier -> tier.upstreams().stream())
                .toList();
    }

    /** Scheme, host and port: what decides who hears the secret. */
    private static String originOf(URI uri) {
        return (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
    }
}
