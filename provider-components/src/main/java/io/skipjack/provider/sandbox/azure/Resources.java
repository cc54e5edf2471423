package io.skipjack.provider.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FakeApi.Endpoint;
import io.skipjack.provider.sandbox.FarEndSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The environments and apps there are, by name. Safe for many threads. */
final class Resources {
    private final FarEndSettings settings;
    private final Map<String, ManagedEnvironment> environments = new TreeMap<>();
    private final Map<String, ContainerApp> apps = new TreeMap<>();
    private @Nullable String nextFailure;

    Resources(FarEndSettings settings) {
        this.settings = settings;
    }

    synchronized @Nullable ManagedEnvironment environment(String name) {
        environments.values().removeIf(ManagedEnvironment::isGone);
        return environments.get(name);
    }

    synchronized @Nullable ContainerApp app(String name) {
        List<ContainerApp> gone =
                apps.values().stream().filter(ContainerApp::isGone).toList();
        gone.forEach(each -> {
            apps.values().remove(each);
            each.close();
        });
        return apps.get(name);
    }

    synchronized List<ContainerApp> apps() {
        app("");
        return List.copyOf(apps.values());
    }

    synchronized void make(ManagedEnvironment environment) {
        environments.put(environment.name(), environment);
    }

    /** What stands in the way; null when it goes now. */
    synchronized @Nullable ArmError delete(ManagedEnvironment environment) {
        boolean used = apps().stream().anyMatch(app -> app.environmentId().equalsIgnoreCase(environment.id()));
        if (used) {
            return new ArmError(409, "ManagedEnvironmentHasContainerApps", "The environment still has container apps.");
        }
        if (!environment.isReady()) {
            return new ArmError(409, "ManagedEnvironmentNotProvisioned", "The environment is still being provisioned.");
        }
        environment.delete();
        return null;
    }

    synchronized ObjectNode put(String id, ObjectNode given) {
        String name = id.replaceFirst(".*/", "");
        ContainerApp app = apps.get(name);
        if (app == null) {
            app = new ContainerApp(id, settings, given);
            apps.put(name, app);
        } else {
            app.replace(given);
        }
        if (nextFailure != null) {
            app.fail(nextFailure);
            nextFailure = null;
        }
        return app.json();
    }

    synchronized ObjectNode scale(ContainerApp app, JsonNode scale) {
        app.scale(scale);
        return app.json();
    }

    synchronized void delete(ContainerApp app) {
        app.delete();
    }

    synchronized ObjectNode json(ContainerApp app) {
        return app.json();
    }

    synchronized void failNext(String words) {
        nextFailure = words;
    }

    /** Without those that have gone meanwhile. */
    synchronized List<Endpoint> endpoints() {
        return apps().stream()
                .map(app -> new Endpoint(app.name(), app.engine()))
                .toList();
    }

    synchronized List<String> inventory() {
        environment("");
        List<String> lines = new ArrayList<>();
        environments.keySet().forEach(name -> lines.add("environment " + name));
        apps().forEach(app -> lines.add("app " + app.name()));
        return lines;
    }
}
