package io.skipjack.live;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.StartupListener;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the routes in a folder and, from then on, every edit to them, without a gap. Add it to a CamelContext with
 * {@code addService} before or after the start; a mistake in the files it finds first fails the start with
 * {@link RouteProblemsException}, a mistake in an edit is logged, shown by {@link #status()}, and changes nothing.
 *
 * <p>Looks at the folders instead of being told by the file system, which misses changes on network and container
 * mounts. A change counts once two looks in a row see the same, so a file half written is left alone.
 *
 * <p>Not Camel's own route reload: that stops what runs before it knows that the new routes can be built.
 */
public final class RouteDeployer extends ServiceSupport implements CamelContextAware, StartupListener {
    private static final Logger LOG = LoggerFactory.getLogger(RouteDeployer.class);

    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    private final RouteDeployerOptions options;
    private final InstantSource clock;
    private @Nullable CamelContext context;
    private @Nullable Generations generations;
    private @Nullable ScheduledExecutorService looks;
    private RouteFiles deployed = RouteFiles.NONE;
    private RouteFiles tried = RouteFiles.NONE;
    private RouteFiles seen = RouteFiles.NONE;
    private List<RouteProblem> problems = List.of();
    private volatile RouteStatus status;

    public RouteDeployer(RouteDeployerOptions options) {
        this(options, InstantSource.system());
    }

    public RouteDeployer(RouteDeployerOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        this.status = new RouteStatus(0, clock.instant(), List.of(), List.of());
    }

    /** What serves now and what is wrong with the files; may be called by any thread. */
    public RouteStatus status() {
        return status;
    }

    @Override
    protected void doStart() throws Exception {
        if (requireContext().isStarted()) {
            onCamelContextFullyStarted(requireContext(), true);
        } else {
            requireContext().addStartupListener(this);
        }
    }

    /** Deploys the first generation: only a started context builds routes at once and says what is wrong. */
    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean alreadyStarted) throws Exception {
        if (generations != null) {
            return;
        }
        Generations first = new Generations((ModelCamelContext) started, clock);
        generations = first;
        RouteFiles files = RouteFiles.read(options.routes(), options.kamelets());
        seen = files;
        deploy(first, files);
        if (!problems.isEmpty()) {
            throw new RouteProblemsException(problems);
        }
        ScheduledExecutorService executor =
                started.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "route-deployer");
        long millis = options.period().toMillis();
        executor.scheduleWithFixedDelay(() -> turn(first), millis, millis, TimeUnit.MILLISECONDS);
        looks = executor;
        // a context goes through its routes to stop them, and must find them at rest
        started.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                doStop();
            }
        });
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
        // called before the context is up, and again whenever a route starts: too early to build
    }

    /** Lets a look end that has begun. */
    @Override
    protected void doStop() {
        ScheduledExecutorService executor = looks;
        looks = null;
        if (executor != null) {
            requireContext().getExecutorServiceManager().shutdownGraceful(executor, LAST_LOOK.toMillis());
        }
    }

    private void turn(Generations all) {
        Attempt.run(() -> {
                    all.drain(options.drainLimit());
                    look(all);
                    status = all.status(problems);
                })
                .ifPresent(failure -> LOG.error("Looking after the routes, the next look follows", failure));
    }

    private void look(Generations all) {
        RouteFiles now;
        try {
            now = RouteFiles.read(options.routes(), options.kamelets());
        } catch (IOException e) {
            LOG.debug("Reading {}, looking again", options.routes(), e);
            return;
        }
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(tried)) {
            return;
        }
        if (now.equals(deployed)) {
            tried = now;
            problems = List.of();
            LOG.info("Routes are again as generation {} serves them", status.generation());
            return;
        }
        deploy(all, now);
    }

    private void deploy(Generations all, RouteFiles files) {
        tried = files;
        problems = all.deploy(files);
        status = all.status(problems);
        if (problems.isEmpty()) {
            deployed = files;
            LOG.info("Routes of generation {} serve", status.generation());
        } else {
            problems.forEach(problem -> LOG.warn("Rejected {}", problem));
        }
    }

    private CamelContext requireContext() {
        if (context == null) {
            throw new IllegalStateException("the deployer belongs to no CamelContext yet");
        }
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }
}
