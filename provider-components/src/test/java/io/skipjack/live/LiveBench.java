package io.skipjack.live;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A CamelContext with a deployer over two folders of real files. */
public final class LiveBench implements AutoCloseable {
    static final Duration BOUND = Duration.ofSeconds(10);
    private static final int LOWEST_PORT = 12_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final int PORT_TRIES = 100;

    final CamelContext context = new DefaultCamelContext();
    final Path routes;
    final Path kamelets;
    private final ProducerTemplate template;
    RouteDeployer deployer;

    LiveBench(Path folder) throws IOException {
        routes = Files.createDirectories(folder.resolve("routes"));
        kamelets = Files.createDirectories(folder.resolve("kamelets"));
        deployer = new RouteDeployer(
                RouteDeployerOptions.ofDefaults(routes, kamelets).withPeriod(Duration.ofMillis(15)));
        template = context.createProducerTemplate();
    }

    LiveBench withDrainLimit(Duration limit) {
        deployer = new RouteDeployer(RouteDeployerOptions.ofDefaults(routes, kamelets)
                .withPeriod(Duration.ofMillis(15))
                .withDrainLimit(limit));
        return this;
    }

    LiveBench bean(String name, Processor processor) {
        context.getRegistry().bind(name, processor);
        return this;
    }

    LiveBench key(String key, String value) {
        context.getPropertiesComponent().addInitialProperty(key, value);
        return this;
    }

    LiveBench start() throws Exception {
        context.addService(deployer);
        context.start();
        return this;
    }

    /** Saves as good editors do: written beside, then moved over. */
    LiveBench route(String name, String text) throws IOException {
        return save(routes.resolve(name + ".camel.yaml"), text);
    }

    LiveBench kamelet(String name, String text) throws IOException {
        return save(kamelets.resolve(name + ".kamelet.yaml"), text);
    }

    private LiveBench save(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + "~");
        Files.writeString(beside, text);
        Files.move(beside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    void delete(String name) throws IOException {
        Files.delete(routes.resolve(name + ".camel.yaml"));
    }

    /** Waits until an edit made before this call serves. */
    void awaitGenerationAfter(int generation) {
        await().atMost(BOUND).until(() -> deployer.status().generation() > generation);
    }

    List<RouteProblem> awaitProblems() {
        await().atMost(BOUND).until(() -> deployer.status().rejected());
        return deployer.status().problems();
    }

    /** Waits until nothing of an older generation is left. */
    void awaitDrained() {
        await().atMost(BOUND).until(() -> deployer.status().draining().isEmpty());
    }

    int generation() {
        return deployer.status().generation();
    }

    /** Edits a route and waits for it. */
    void edit(String name, String text) throws IOException {
        int before = generation();
        route(name, text);
        awaitGenerationAfter(before);
    }

    Exchange send(String uri) {
        return template.send(uri, new DefaultExchange(context));
    }

    String ask(String uri) {
        Exchange answer = send(uri);
        return answer.getException() == null
                ? answer.getMessage().getBody(String.class)
                : answer.getException().getClass().getSimpleName();
    }

    List<String> routeIds() {
        List<String> ids = new ArrayList<>(
                context.getRoutes().stream().map(Route::getRouteId).toList());
        ids.sort(null);
        return ids;
    }

    @Override
    public void close() {
        context.getShutdownStrategy().setTimeout(1);
        context.stop();
    }

    /** A port of loopback that nobody has now, below those that the kernel gives to whoever connects meanwhile. */
    public static int freePort() throws IOException {
        for (int i = 0; i < PORT_TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one, then
            }
        }
        throw new IOException("no port is free");
    }

    /** A route from {@code live:name} with one step that answers. */
    static String answering(String name, String answer) {
        return steps(name, "- setBody: { constant: %s }".formatted(answer));
    }

    /** A route from {@code live:name}; the steps' first line is line 7 of the file. */
    static String steps(String name, String steps) {
        return """
                - route:
                    id: %s
                    description: A route under test
                    from:
                      uri: live:%s
                      steps:
                %s
                """.formatted(name, name, steps.strip().indent(8).stripTrailing());
    }

    static String kameletText(String name, String answer) {
        return """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: %s
                spec:
                  definition:
                    title: Under test
                    properties:
                      label: { title: Label, description: Text put before, type: string, default: plain }
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - setBody: { constant: "{{label}} %s" }
                """.formatted(name, answer);
    }
}
