package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import io.skipjack.app.config.TierProperties;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.RoutingPolicies;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One deployment file's text as a {@link Deployment}. */
final class DeploymentFile {
    private static final Set<String> KEYS = Set.of("name", "model", "public", "max_in_flight", "spot", "serverless");
    private static final Set<String> TIER_KEYS = Set.of(
            "urls", "upstreams", "credential", "routing_policy", "max_in_flight_per_upstream", "affinity_header");
    private static final Set<String> UPSTREAM_KEYS = Set.of("id", "url", "credential");
    private static final Set<String> CREDENTIAL_KEYS = Set.of("env", "file", "header", "scheme");

    private final Path path;
    private final Function<Tier, TierProperties> defaults;

    private DeploymentFile(Path path, Function<Tier, TierProperties> defaults) {
        this.path = path;
        this.defaults = defaults;
    }

    /** @throws ConfigException naming file, line and key */
    static Deployment read(Path path, String text, Function<Tier, TierProperties> defaults) {
        Section root = YamlText.read(path.toString(), text).allowing(KEYS);
        return new DeploymentFile(path, defaults).deployment(root);
    }

    private Deployment deployment(Section root) {
        TierSpec spot = tier(root, Tier.SPOT);
        TierSpec serverless = tier(root, Tier.SERVERLESS);
        try {
            return new Deployment(
                    root.text("name"),
                    root.text("model"),
                    root.flag("public", false),
                    root.integer("max_in_flight", Deployment.DEFAULT_MAX_IN_FLIGHT),
                    spot,
                    serverless);
        } catch (IllegalArgumentException rule) {
            throw root.complaint(String.valueOf(rule.getMessage()));
        }
    }

    private @Nullable TierSpec tier(Section root, Tier tier) {
        Section section = root.section(tier.label()).orElse(null);
        if (section == null) {
            return null;
        }
        TierProperties preset = defaults.apply(tier);
        section.allowing(TIER_KEYS);
        try {
            return new TierSpec(
                    upstreams(section, tier),
                    policy(section, preset),
                    section.integer("max_in_flight_per_upstream", preset.maxInFlightPerUpstream()),
                    section.optionalText("affinity_header").orElse(null));
        } catch (IllegalArgumentException rule) {
            throw section.complaint(String.valueOf(rule.getMessage()));
        }
    }

    private static String policy(Section section, TierProperties preset) {
        String name = section.optionalText("routing_policy").orElse(preset.routingPolicy());
        Set<String> known = RoutingPolicies.names();
        if (!known.contains(name)) {
            throw section.complaint("there is no routing policy '" + name + "', only " + String.join(", ", known)
                    + Nearest.hint(name, known));
        }
        return name;
    }

    private List<UpstreamSpec> upstreams(Section section, Tier tier) {
        CredentialRef shared = credential(section);
        List<UpstreamSpec> upstreams = new ArrayList<>();
        for (String url : section.texts("urls")) {
            upstreams.add(UpstreamSpec.numbered(tier, upstreams.size() + 1, uri(section, url), shared));
        }
        for (Section named : section.sections("upstreams")) {
            upstreams.add(upstream(named.allowing(UPSTREAM_KEYS), shared));
        }
        if (upstreams.isEmpty()) {
            throw section.complaint("a tier needs urls, or upstreams with id and url");
        }
        return upstreams;
    }

    private UpstreamSpec upstream(Section section, @Nullable CredentialRef shared) {
        CredentialRef own = credential(section);
        try {
            return new UpstreamSpec(section.text("id"), uri(section, section.text("url")), own == null ? shared : own);
        } catch (IllegalArgumentException rule) {
            throw section.complaint(String.valueOf(rule.getMessage()));
        }
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
        Section section = owner.section("credential").orElse(null);
        if (section == null) {
            return null;
        }
        section.allowing(CREDENTIAL_KEYS);
        if (section.has("env") == section.has("file")) {
            throw section.complaint("a credential is found in 'env' or in 'file', one of the two");
        }
        String header = section.optionalText("header").orElse(CredentialRef.DEFAULT_HEADER);
        try {
            return section.has("env")
                    ? new CredentialRef.EnvironmentVariable(section.text("env"), header, prefix(section, header))
                    : new CredentialRef.FileContent(file(section), header, prefix(section, header));
        } catch (IllegalArgumentException rule) {
            throw section.complaint(String.valueOf(rule.getMessage()));
        }
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
