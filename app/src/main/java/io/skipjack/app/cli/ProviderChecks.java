package io.skipjack.app.cli;

import io.skipjack.app.deployments.ProviderNames;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.provider.Providers;
import io.skipjack.provider.ec2.Ec2Check;
import io.skipjack.provider.ec2.Ec2Clients;
import io.skipjack.provider.ec2.Ec2Settings;
import io.skipjack.provider.kamelet.KameletContext;
import io.skipjack.provider.kamelet.KameletDefinition;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at providers' accounts, those that come as Kamelets included. */
final class ProviderChecks {
    /** The word for a spot fleet, alike in every flag that names providers. */
    static final String AWS = "aws";

    private final CheckSettings settings;
    private final Map<String, String> pretend;
    private final String gpu;
    private final Path folder;
    private final List<KameletDefinition> kamelets;

    /**
     * @param settings of all of them
     * @param pretend keys of a sandbox, which count first; empty for the real ones
     * @param gpu that is wanted
     * @param folder of the Kamelets
     */
    ProviderChecks(CheckSettings settings, Map<String, String> pretend, String gpu, Path folder) {
        this.settings = settings;
        this.pretend = Map.copyOf(pretend);
        this.gpu = gpu;
        this.folder = folder;
        this.kamelets = ProviderNames.kamelets(folder);
    }

    /** Who can be looked at: AWS, then those in Java, then the Kamelets. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(AWS));
        Providers.all().stream().map(ProviderDefinition::name).forEach(names::add);
        kamelets.stream().map(KameletDefinition::name).forEach(names::add);
        return names;
    }

    /** What a serverless provider lacks to be asked at all; null when nothing. AWS has too many ways to say, and is asked. */
    @Nullable
    String notSetUp(String name) {
        if (name.equals(AWS)) {
            return null;
        }
        Optional<ProviderDefinition> java = Providers.find(name);
        if (java.isPresent()) {
            return java.get().maker().apply(settings(java.get())).missing();
        }
        return kamelet(name).missing(settings(kamelet(name).unused()));
    }

    List<Finding> serverless(String name) throws CommandFailure {
        Optional<ProviderDefinition> java = Providers.find(name);
        return java.isPresent() ? check(java.get()) : checkKamelet(name);
    }

    /** With a Camel of its own, which takes a second to start: only for one that can be asked. */
    private List<Finding> checkKamelet(String name) throws CommandFailure {
        String missing = notSetUp(name);
        if (missing != null) {
            return List.of(Finding.fail("settings", "not all are there", missing));
        }
        try (KameletContext context = new KameletContext(folder)) {
            return check(context.definitions().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow());
        } catch (IOException unreadable) {
            throw new CommandFailure("cannot read the Kamelets in " + folder, unreadable);
        }
    }

    private List<Finding> check(ProviderDefinition definition) {
        return definition.maker().apply(settings(definition)).check(new GpuChoice(gpu, 1));
    }

    private KameletDefinition kamelet(String name) {
        return kamelets.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no provider " + name));
    }

    private ProviderSettings settings(ProviderDefinition definition) {
        return ProviderSettings.of(
                definition,
                settings.provider(definition.name(), pretend),
                variable -> pretend.isEmpty() ? settings.environment().get(variable) : null);
    }

    void aws(@Nullable String region, Consumer<Finding> out) {
        String endpoint = pretend.get("skipjack.ec2.endpoint");
        Ec2Settings ec2 = settings.ec2(endpoint == null ? null : URI.create(endpoint));
        try (Ec2Clients clients = Ec2Clients.impatient(ec2.endpoint())) {
            String where = region == null ? ec2.regions().getFirst() : region;
            new Ec2Check(ec2, clients, where, out).run(gpu);
        }
    }
}
