package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.Deployment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployments served now. {@link #reload} takes up changed files whole or, if anything in them is wrong, not at all.
 * Read from any thread; reloaded from one at a time.
 */
public final class DeploymentCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentCatalog.class);

    private final DeploymentFiles files;
    private final List<Consumer<List<Deployment>>> listeners = new CopyOnWriteArrayList<>();
    private volatile State state;

    /** @throws ConfigException if a file is wrong: a router must not start with less than it was asked for */
    public DeploymentCatalog(DeploymentFiles files) {
        this.files = files;
        SortedMap<Path, String> texts = files.texts();
        List<Deployment> deployments = files.parse(texts);
        this.state = new State(texts, deployments, served(texts, deployments), null);
    }

    public List<Deployment> current() {
        return state.deployments();
    }

    /** The text of the file of each deployment served now, by the deployment's name. */
    public Map<String, String> texts() {
        return state.served();
    }

    /** Why the files as they are now were not taken up; empty when they were. */
    public Optional<String> problem() {
        return Optional.ofNullable(state.problem());
    }

    /** Has {@code listener} told of every later change, on the reloading thread. */
    public void onChange(Consumer<List<Deployment>> listener) {
        listeners.add(listener);
    }

    public synchronized void reload() {
        State before = state;
        try {
            SortedMap<Path, String> texts = files.texts();
            if (!texts.equals(before.texts())) {
                takeUp(texts, before);
            }
        } catch (ConfigException unreadable) {
            keep(Map.of(), before, String.valueOf(unreadable.getMessage()));
        }
    }

    private void takeUp(SortedMap<Path, String> texts, State before) {
        try {
            List<Deployment> deployments = files.parse(texts);
            state = new State(texts, deployments, served(texts, deployments), null);
            LOG.info(
                    "took up changed deployments: {}",
                    deployments.stream().map(Deployment::name).toList());
            listeners.forEach(listener -> listener.accept(deployments));
        } catch (ConfigException mistake) {
            keep(texts, before, String.valueOf(mistake.getMessage()));
        }
    }

    private void keep(Map<Path, String> texts, State before, String problem) {
        state = new State(texts, before.deployments(), before.served(), problem);
        if (!problem.equals(before.problem())) {
            LOG.warn("keeping the deployments known so far: {}", problem);
        }
    }

    /** A file holds one deployment, and both are in the order of their paths. */
    private static Map<String, String> served(SortedMap<Path, String> texts, List<Deployment> deployments) {
        Map<String, String> served = new HashMap<>();
        Iterator<String> inOrder = texts.values().iterator();
        deployments.forEach(deployment -> served.put(deployment.name(), inOrder.next()));
        return Map.copyOf(served);
    }

    private record State(
            Map<Path, String> texts,
            List<Deployment> deployments,
            Map<String, String> served,
            @Nullable String problem) {}
}
