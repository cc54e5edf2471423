package io.skipjack.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skipjack.app.config.SkipjackProperties;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A running router. The command line's only way in: it knows nothing of Spring or Camel. */
public final class Router implements AutoCloseable {
    /** Profile in which nothing is served: beans that open ports or start routes are {@code @Profile("!check")}. */
    static final String CHECK = "check";

    private static final String REQUESTS = "gen_ai.server.request.duration";

    private final ConfigurableApplicationContext context;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Ours in place of Spring's, which would not say when it is done. */
    private final Thread hook = new Thread(this::stop, "router-stop");

    private Router(ConfigurableApplicationContext context) {
        this.context = context;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a router in this process and returns once its routes serve.
     *
     * @throws StartException with a sentence that says what to change
     */
    public static Router start(RouterOptions options) throws StartException {
        SpringApplication application = application(options);
        application.addInitializers(new FreePorts());
        application.setRegisterShutdownHook(false);
        return new Router(run(application, options));
    }

    /**
     * Tells what would keep a router with these options from serving, without opening a port.
     *
     * @return a sentence for each mistake; empty when all is well
     */
    public static List<String> check(RouterOptions options) {
        SpringApplication application = application(options);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setAdditionalProfiles(CHECK);
        try (ConfigurableApplicationContext context = run(application, options)) {
            return context.getBeanProvider(Check.class).stream()
                    .flatMap(check -> check.problems().stream())
                    .toList();
        } catch (StartException failure) {
            return String.valueOf(failure.getMessage()).lines().toList();
        }
    }

    private static SpringApplication application(RouterOptions options) {
        SpringApplication application = new SpringApplication(Application.class);
        application.addInitializers(new KnownSections(), new HomePaths());
        String guestKey = options.guestKey();
        if (guestKey != null) {
            application.addInitializers(
                    context -> context.getBeanFactory().registerSingleton("guestKey", new GuestKey(guestKey)));
        }
        RouterClock clock = options.clock();
        if (clock != null) {
            application.addInitializers(context -> context.getBeanFactory().registerSingleton("clock", clock));
        }
        return application;
    }

    private static ConfigurableApplicationContext run(SpringApplication application, RouterOptions options)
            throws StartException {
        try {
            return application.run(options.arguments().toArray(String[]::new));
        } catch (RuntimeException failure) {
            throw new StartException(StartFailure.sentence(failure), failure);
        }
    }

    /** Base URL for clients on this machine, ending in {@code /v1}. */
    public URI endpoint() {
        return context.getBean(SkipjackProperties.class).listen().url();
    }

    /** Base URL of the operators' port, from this machine. */
    public URI operators() {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port + "/actuator");
    }

    /** Requests ended so far, by the tier that answered: {@code spot}, {@code serverless}, or {@code none} for errors. */
    public Map<String, Long> ended() {
        return context.getBean(MeterRegistry.class).find(REQUESTS).timers().stream()
                .collect(Collectors.groupingBy(Router::tier, TreeMap::new, Collectors.summingLong(Timer::count)));
    }

    private static String tier(Timer timer) {
        return String.valueOf(timer.getId().getTag("skipjack.tier"));
    }

    /** Blocks until the router has stopped, after a signal or {@link #close}. */
    public void awaitEnd() throws InterruptedException {
        closed.await();
    }

    /** Stops accepting, lets running requests finish within the shutdown time-out, and returns when the ports are free. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // then the hook has nothing left to do
        }
    }

    private synchronized void stop() {
        if (context.isActive()) {
            context.close();
        }
        closed.countDown();
    }
}
