package io.skipjack.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.fleet.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code master:} routes of two routers on one store. */
class LeaseClusterServiceIT {
    private static final Duration TTL = Duration.ofMillis(1500);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Router one;
    private Router two;

    @BeforeEach
    void start() throws Exception {
        one = new Router("one", folder);
        await().atMost(SOON).until(() -> one.ticks.get() > 0);
        two = new Router("two", folder);
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        two.close();
    }

    @Test
    void oneRouterTicksAndTheOtherWhenItIsCutOff() {
        await().pollDelay(TTL).until(() -> true);
        assertThat(two.ticks).hasValue(0);

        one.reachable.set(false);
        await().atMost(SOON).until(() -> two.ticks.get() > 2);
        int last = one.ticks.get();
        // Camel would try to start it again 5 s after the first try
        await().pollDelay(Duration.ofSeconds(7)).until(() -> true);
        assertThat(one.ticks).hasValue(last);
        assertThat(two.leadership.current()).hasValue(2);
    }

    @Test
    void aRouterThatComesBackTicksAgainInItsTurn() throws Exception {
        one.reachable.set(false);
        await().atMost(SOON).until(() -> two.ticks.get() > 0);
        one.reachable.set(true);
        two.close();
        int before = one.ticks.get();

        await().atMost(SOON).until(() -> one.ticks.get() > before + 2);
        assertThat(one.leadership.current()).hasValue(3);
    }

    @Test
    void aCleanStopHandsOverAtOnce() throws Exception {
        one.close();

        await().atMost(SOON).until(() -> two.ticks.get() > 0);
        assertThat(one.ticksAfterStop()).isZero();
    }

    @Test
    void anEditThatIsTakenBackLeavesTheRouteTicking() throws Exception {
        one.camel.getRouteController().suspendRoute("first");
        one.camel.getRouteController().suspendRoute("second");
        int before = one.ticks.get();

        one.camel.getRouteController().resumeRoute("first");

        await().atMost(SOON).until(() -> one.ticks.get() > before + 2);
    }

    @Test
    void theNextGenerationOfARouteTicksBesideTheOldOneAndAfterIt() throws Exception {
        AtomicInteger next = new AtomicInteger();
        one.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("master:fleet:timer:first?period=50&delay=0")
                        .routeId("first@2")
                        .process(exchange -> next.incrementAndGet());
            }
        });
        await().atMost(SOON).until(() -> next.get() > 0);

        one.camel.getRouteController().stopRoute("first");
        one.camel.removeRoute("first");
        int before = next.get();

        await().atMost(SOON).until(() -> next.get() > before + 2);
    }

    /** As much of a router as leads. */
    private static final class Router implements AutoCloseable {
        final AtomicInteger ticks = new AtomicInteger();
        final AtomicBoolean reachable = new AtomicBoolean(true);
        final Leadership leadership;
        private final Database database;
        private final DefaultCamelContext camel = new DefaultCamelContext();
        private int ticksAtStop;

        Router(String name, Path folder) throws Exception {
            database = new Database(StoreSettings.in(folder));
            database.open();
            leadership =
                    new Leadership(new CutOff(new LeadershipTable(database), reachable), name, TTL, System::nanoTime);
            camel.addService(new LeaseClusterService(leadership));
            camel.addComponent("master", new LeaderComponent());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("master:fleet:timer:first?period=50&delay=0")
                            .routeId("first")
                            .process(exchange -> ticks.incrementAndGet());
                    from("master:fleet:timer:second?period=50&delay=0")
                            .routeId("second")
                            .process(exchange -> ticks.incrementAndGet());
                }
            });
            camel.start();
            leadership.start();
        }

        int ticksAfterStop() {
            return ticks.get() - ticksAtStop;
        }

        @Override
        public void close() {
            camel.stop();
            ticksAtStop = ticks.get();
            leadership.close();
            database.close();
        }
    }

    /** The database, for as long as it can be reached. */
    private record CutOff(LeaseRow row, AtomicBoolean reachable) implements LeaseRow {
        @Override
        public Claim claim(String holder, Duration ttl) {
            return reached().claim(holder, ttl);
        }

        @Override
        public boolean renew(String holder, long epoch, Duration ttl) {
            return reached().renew(holder, epoch, ttl);
        }

        @Override
        public void release(String holder, long epoch) {
            reached().release(holder, epoch);
        }

        private LeaseRow reached() {
            if (!reachable.get()) {
                throw new StoreUnavailableException("cut off", new IllegalStateException());
            }
            return row;
        }
    }
}
