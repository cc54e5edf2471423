package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One deployment file's text as a {@link Deployment}. */
final class DeploymentFile {
    private static final Set<String> KEYS =
            Set.of("name", "model", "public", "max_in_flight", "gpu", "spot", "serverless");

    private final Path path;
    private final DeploymentDefaults defaults;

    private DeploymentFile(Path path, DeploymentDefaults defaults) {
        this.path = path;
        this.defaults = defaults;
    }

    /** @throws ConfigException naming file, line and key */
    static Deployment read(Path path, String text, DeploymentDefaults defaults) {
        Section root = YamlText.read(path.toString(), text).allowing(union(KEYS, FleetSection.ROOT_KEYS));
        return new DeploymentFile(path, defaults).deployment(root);
    }

    private Deployment deployment(Section root) {
        Section spot = root.section("spot").orElse(null);
        if (spot != null) {
            spot.allowing(union(TierSection.UPSTREAM_KEYS, TierSection.USE_KEYS, FleetSection.SPOT_KEYS));
        }
        FleetSpec fleet = null;
        TierSpec spotTier = null;
        if (root.has("gpu")) {
            Section launched = spot == null ? root.empty("spot") : spot;
            refuse(
                    launched,
                    TierSection.UPSTREAM_KEYS,
                    "is for upstreams of your own, but 'gpu' has the router launch"
                            + " them; leave one of the two out");
            fleet = new FleetSection(root, launched, defaults).spec();
            spotTier = tier(launched, Tier.SPOT).launched();
        } else {
            spotTier = spotOfOnesOwn(root, spot);
        }
        return deployment(root, spotTier, fleet);
    }

    private @Nullable TierSpec spotOfOnesOwn(Section root, @Nullable Section spot) {
        String rule = "is for a fleet that the router launches; add 'gpu', or leave it out";
        refuse(root, FleetSection.ROOT_KEYS, rule);
        if (spot == null) {
            return null;
        }
        refuse(spot, FleetSection.SPOT_KEYS, rule);
        return tier(spot, Tier.SPOT).named(Tier.SPOT, "; or 'gpu' beside it, for the router to launch them");
    }

    private Deployment deployment(Section root, @Nullable TierSpec spot, @Nullable FleetSpec fleet) {
        Section section = root.section("serverless").orElse(null);
        TierSpec serverless = null;
        ServerlessScaling scaling = null;
        if (section != null) {
            section.allowing(union(TierSection.UPSTREAM_KEYS, TierSection.USE_KEYS, ServerlessSection.KEYS));
            scaling = new ServerlessSection(section).scaling();
            serverless = tier(section, Tier.SERVERLESS)
                    .named(Tier.SERVERLESS, "; the router does not deploy serverless endpoints by itself yet");
        }
        TierSpec serverlessTier = serverless;
        ServerlessScaling serverlessScaling = scaling;
        return root.ruled(() -> new Deployment(
                root.text("name"),
                root.text("model"),
                root.flag("public", false),
                root.integer("max_in_flight", Deployment.DEFAULT_MAX_IN_FLIGHT),
                spot,
                serverlessTier,
                fleet,
                serverlessScaling));
    }

    private TierSection tier(Section section, Tier tier) {
        return new TierSection(path, section, defaults.tiers().apply(tier));
    }

    /** The first of these keys that is there is one too many. */
    private static void refuse(Section section, Set<String> keys, String rule) {
        for (String key : new TreeSet<>(keys)) {
            if (section.has(key)) {
                throw section.complaint(key, rule);
            }
        }
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> all = new HashSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return all;
    }
}
