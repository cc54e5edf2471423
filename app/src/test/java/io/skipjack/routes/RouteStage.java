package io.skipjack.routes;

import io.skipjack.live.RouteDeployer;
import io.skipjack.live.RouteDeployerOptions;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/**
 * Serves one file of {@code routes/}, with the files of errors, all Kamelets and every key of the shipped config, in
 * a Camel without Spring. Whatever the route calls is stood in for, and {@link #calls} tells what was called in which
 * order.
 */
final class RouteStage implements AutoCloseable {
    private static final ExecutorService VIRTUAL_THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final StubComponent upstream = new StubComponent();
    private final StubComponent listener = new StubComponent();
    private final StubComponent provider = new StubComponent();
    private final Path folder;

    RouteStage(String route) throws IOException {
        folder = Files.createTempDirectory("routes-stage");
        Path routes = Files.createDirectory(folder.resolve("routes"));
        for (String file : List.of(route + ".camel.yaml", "errors.camel.yaml", "admin-errors.camel.yaml")) {
            Files.copy(project().resolve("routes").resolve(file), routes.resolve(file));
        }
        context.getPropertiesComponent().setInitialProperties(config());
        context.setAutowiredEnabled(false); // it would take the stubs for the components they stand in for
        context.addComponent("upstream", upstream);
        context.addComponent("netty-http", listener);
        context.addComponent("provider", provider);
        context.addComponent("master", new SoleMaster());
        bean("virtualThreads", VIRTUAL_THREADS);
        bean("fleetThreads", VIRTUAL_THREADS);
        bean("endpointThreads", VIRTUAL_THREADS);
        bean("hostThreads", VIRTUAL_THREADS);
        // every bean that the error handling and the Kamelets name
        step("authenticateCaller", exchange -> {});
        step("answerError", exchange -> exchange.getMessage().setBody("error"));
        step("answerAdminError", exchange -> exchange.getMessage().setBody("admin error"));
        hold(exchange -> false);
    }

    /** A bean that notes that it was called, and then does this. */
    RouteStage step(String bean, Processor does) {
        return bean(bean, (Processor) exchange -> {
            calls.add(bean);
            does.process(exchange);
        });
    }

    RouteStage bean(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    /** What decides whether a request that nobody can answer waits. */
    RouteStage hold(Predicate decides) {
        return bean("holdRequest", (Predicate) exchange -> {
            calls.add("holdRequest");
            return decides.matches(exchange);
        });
    }

    /** Another route, by its {@code live:} name. */
    RouteStage route(String name, Processor does) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("live:" + name).process(exchange -> {
                    calls.add(name);
                    does.process(exchange);
                });
            }
        });
        return this;
    }

    /** A key of the config, other than shipped. */
    RouteStage set(String key, String value) {
        Properties override = new Properties();
        override.put(key, value);
        context.getPropertiesComponent().setOverrideProperties(override);
        return this;
    }

    RouteStage open() throws Exception {
        context.start();
        context.addService(new RouteDeployer(new RouteDeployerOptions(
                folder.resolve("routes"), project().resolve("kamelets"), Duration.ofHours(1), Duration.ofHours(1))));
        return this;
    }

    /** Sends a request into the route and gives back what became of it. */
    Exchange ask(String name) {
        return ask(name, "request");
    }

    /** The same with another body. */
    Exchange ask(String name, Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        try (var template = context.createProducerTemplate()) {
            return template.send("live:" + name, exchange);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Exchange newExchange() {
        return new DefaultExchange(context);
    }

    /** In order, and forgotten. */
    List<String> calls() {
        synchronized (calls) {
            List<String> made = List.copyOf(calls);
            calls.clear();
            return made;
        }
    }

    /** The component that asks engines. */
    StubComponent upstream() {
        return upstream;
    }

    /** The component that asks clouds. */
    StubComponent provider() {
        return provider;
    }

    /** The component that takes requests in. */
    StubComponent listener() {
        return listener;
    }

    static Processor failing(Exception failure) {
        return exchange -> {
            throw failure;
        };
    }

    static OpenAiException refused() {
        return new OpenAiException(OpenAiErrors.unauthorized());
    }

    private static Properties config() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource(project().resolve("config/application.yaml")));
        Properties keys = new Properties();
        yaml.getObject().forEach((key, value) -> keys.put(key, String.valueOf(value)));
        return keys;
    }

    private static Path project() {
        return io.skipjack.e2e.TestRouter.project();
    }

    @Override
    public void close() throws IOException {
        context.stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
