package io.skipjack.app.deployments;

import io.skipjack.app.config.TierProperties;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.RoutingPolicies;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code spot} or {@code serverless} section: where the tier's upstreams are and how they are used.
 *
 * @param path of the deployment file
 * @param section the tier's
 * @param preset what it does not say itself
 * @param providers whose credentials there may be
 */
record TierSection(Path path, Section section, TierProperties preset, Set<String> providers) {
    /** Keys that say where the user's own upstreams are. */
    static final Set<String> UPSTREAM_KEYS = Set.of("urls", "upstreams", "credential");
    /** Keys of any tier, whoever runs its upstreams. */
    static final Set<String> USE_KEYS = Set.of("routing_policy", "max_in_flight_per_upstream", "affinity_header");

    private static final Set<String> NAMED_KEYS = Set.of("id", "url", "credential");
    private static final Set<String> CREDENTIAL_KEYS = Set.of("env", "file", "provider", "header", "scheme");
    private static final Set<String> CREDENTIAL_SOURCES = Set.of("env", "file", "provider");

    /**
     * The tier with the upstreams the user names.
     *
     * @param otherwise what else could be written where there are none
     */
    TierSpec named(Tier tier, String otherwise) {
        List<UpstreamSpec> upstreams = upstreams(tier);
        if (upstreams.isEmpty()) {
            throw section.complaint("a tier needs urls, or upstreams with id and url" + otherwise);
        }
        return spec(upstreams, preset.routingPolicy());
    }

    /**
     * The tier of a fleet or of endpoints: its upstreams come and go.
     *
     * @param policy where the section names none; null for the tier's own
     */
    TierSpec launched(@Nullable String policy) {
        return spec(List.of(), policy == null ? preset.routingPolicy() : policy);
    }

    private TierSpec spec(List<UpstreamSpec> upstreams, String policyByDefault) {
        return section.ruled(() -> new TierSpec(
                upstreams,
                policy(policyByDefault),
                section.integer("max_in_flight_per_upstream", preset.maxInFlightPerUpstream()),
                section.optionalText("affinity_header").orElse(null)));
    }

    private String policy(String byDefault) {
        String name = section.optionalText("routing_policy").orElse(byDefault);
        section.requireKnown("routing policy", name, RoutingPolicies.names());
        return name;
    }

    private List<UpstreamSpec> upstreams(Tier tier) {
        CredentialRef shared = credential(section);
        List<UpstreamSpec> upstreams = new ArrayList<>();
        for (String url : section.texts("urls")) {
            int place = upstreams.size() + 1;
            upstreams.add(section.ruled(() -> UpstreamSpec.numbered(tier, place, uri(section, url), shared)));
        }
        for (Section named : section.sections("upstreams")) {
            upstreams.add(upstream(named.allowing(NAMED_KEYS), shared));
        }
        return upstreams;
    }

    private UpstreamSpec upstream(Section named, @Nullable CredentialRef shared) {
        CredentialRef own = credential(named);
        return named.ruled(
                () -> new UpstreamSpec(named.text("id"), uri(named, named.text("url")), own == null ? shared : own));
    }

    /** The text is not repeated: a URL that cannot be read may hold a password. */
    private static URI uri(Section section, String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw section.complaint("a URL is not one that can be read, such as http://10.0.0.5:8000/v1");
        }
    }

    private @Nullable CredentialRef credential(Section owner) {
        Section found = owner.section("credential").orElse(null);
        if (found == null) {
            return null;
        }
        found.allowing(CREDENTIAL_KEYS);
        if (CREDENTIAL_SOURCES.stream().filter(found::has).count() != 1) {
            throw found.complaint("a credential is found in 'env', in 'file' or in 'provider', one of the three");
        }
        if (found.has("provider")) {
            return ofProvider(found);
        }
        String header = found.optionalText("header").orElse(CredentialRef.DEFAULT_HEADER);
        return found.ruled(() -> found.has("env")
                ? new CredentialRef.EnvironmentVariable(found.text("env"), header, prefix(found, header))
                : new CredentialRef.FileContent(file(found), header, prefix(found, header)));
    }

    private CredentialRef ofProvider(Section found) {
        if (found.has("header") || found.has("scheme")) {
            throw found.complaint("what a provider asks for, the provider decides; leave 'header' and 'scheme' out");
        }
        String name = found.text("provider");
        found.requireKnown("provider", name, providers);
        return new CredentialRef.OfProvider(name);
    }

    /** A scheme is the rule in {@code Authorization} and the exception elsewhere, as in {@code x-api-key: KEY}. */
    private static String prefix(Section section, String header) {
        boolean standard = header.equalsIgnoreCase(CredentialRef.DEFAULT_HEADER);
        return section.optionalText("scheme")
                .map(scheme -> scheme.isBlank() ? "" : scheme.strip() + " ")
                .orElse(standard ? CredentialRef.DEFAULT_PREFIX : "");
    }

    /** A relative path is taken from the deployment file's folder, wherever the router was started. */
    private Path file(Section section) {
        Path folder = path.toAbsolutePath().getParent();
        Path file = Path.of(section.text("file"));
        return folder == null ? file : folder.resolve(file).normalize();
    }
}
