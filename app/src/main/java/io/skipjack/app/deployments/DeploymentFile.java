package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.market.GpuNeed;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One deployment file's text as a {@link Deployment}. */
final class DeploymentFile {
    private static final Set<String> KEYS =
            Set.of("name", "model", "public", "max_in_flight", "gpu", "spot", "serverless", "budget", "resume");

    /** Providers are asked in the order in which they are named. */
    private static final String IN_ORDER = "in-order";

    private final Path path;
    private final DeploymentDefaults defaults;

    private DeploymentFile(Path path, DeploymentDefaults defaults) {
        this.path = path;
        this.defaults = defaults;
    }

    /** @throws ConfigException naming file, line and key */
    static Deployment read(Path path, String text, DeploymentDefaults defaults) {
        Section root = YamlText.read(path.toString(), text).allowing(Keys.union(KEYS, FleetSection.ROOT_KEYS));
        return new DeploymentFile(path, defaults).deployment(root);
    }

    private Deployment deployment(Section root) {
        Section spot = root.section("spot").orElse(null);
        if (spot != null) {
            spot.allowing(Keys.union(TierSection.UPSTREAM_KEYS, TierSection.USE_KEYS, FleetSection.SPOT_KEYS));
        }
        Section serverless = root.section("serverless").orElse(null);
        if (serverless != null) {
            serverless.allowing(Keys.union(TierSection.UPSTREAM_KEYS, TierSection.USE_KEYS, ServerlessSection.KEYS));
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
            spotTier = tier(launched, Tier.SPOT).launched(null);
        } else {
            spotTier = spotOfOnesOwn(root, spot, serverless);
        }
        ServerlessSpec endpoint = serverless == null ? null : endpoint(root, serverless);
        TierSpec serverlessTier = serverless == null ? null : serverlessTier(serverless, endpoint);
        return deployment(root, spotTier, serverlessTier, fleet, endpoint);
    }

    private @Nullable TierSpec spotOfOnesOwn(Section root, @Nullable Section spot, @Nullable Section serverless) {
        String rule = "is for a fleet that the router launches; add 'gpu', or leave it out";
        refuse(root, Set.of("gpu_count"), rule);
        if (serverless == null || !serverless.has("gpu")) {
            refuse(root, FleetSection.ROOT_KEYS, rule);
        }
        if (spot == null) {
            return null;
        }
        refuse(spot, FleetSection.SPOT_KEYS, rule);
        return tier(spot, Tier.SPOT).named(Tier.SPOT, "; or 'gpu' beside it, for the router to launch them");
    }

    /** Deployed by the router where the file names no URLs but a GPU, for this tier or for all. */
    private @Nullable ServerlessSpec endpoint(Section root, Section serverless) {
        boolean named = TierSection.UPSTREAM_KEYS.stream().anyMatch(serverless::has);
        if (named) {
            refuse(
                    serverless,
                    Set.of("provider"),
                    "is for an endpoint that the router deploys; for a URL of your own write 'credential: {provider:"
                            + " NAME}', or leave 'urls' out");
            refuse(
                    serverless,
                    ServerlessSection.KEYS,
                    "is for an endpoint that the router deploys; leave it out, or 'urls' and 'upstreams'");
            return null;
        }
        if (!serverless.has("gpu") && !root.has("gpu")) {
            return null;
        }
        Section where = serverless.has("gpu") ? serverless : root;
        GpuNeed gpu = new GpuSection(where, defaults.gpus()).need();
        EngineSpec engine = FleetSection.engine(root, gpu);
        return new ServerlessSection(serverless, defaults.providers()).spec(gpu, engine);
    }

    private TierSpec serverlessTier(Section serverless, @Nullable ServerlessSpec endpoint) {
        TierSection tier = tier(serverless, Tier.SERVERLESS);
        return endpoint == null
                ? tier.named(Tier.SERVERLESS, "; or 'gpu', for the router to deploy it")
                : tier.launched(IN_ORDER);
    }

    private static Deployment deployment(
            Section root,
            @Nullable TierSpec spot,
            @Nullable TierSpec serverless,
            @Nullable FleetSpec fleet,
            @Nullable ServerlessSpec endpoint) {
        return root.ruled(() -> new Deployment(
                root.text("name"),
                root.text("model"),
                root.flag("public", false),
                root.integer("max_in_flight", Deployment.DEFAULT_MAX_IN_FLIGHT),
                spot,
                serverless,
                fleet,
                endpoint,
                root.section("budget")
                        .map(section -> new BudgetSection(section).spec())
                        .orElse(null),
                root.flag("resume", true)));
    }

    private TierSection tier(Section section, Tier tier) {
        return new TierSection(path, section, defaults.tiers().apply(tier), defaults.providers());
    }

    /** The first of these keys that is there is one too many. */
    private static void refuse(Section section, Set<String> keys, String rule) {
        for (String key : new TreeSet<>(keys)) {
            if (section.has(key)) {
                throw section.complaint(key, rule);
            }
        }
    }
}
