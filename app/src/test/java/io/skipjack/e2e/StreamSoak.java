package io.skipjack.e2e;

import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.TokenChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Streams on a spot fleet in the pretend cloud from which one replica after the other is taken, half of them without a word:
 * how many break? A test at a smaller size, and a program:
 *
 * <pre>StreamSoak [STREAMS [MINUTES [NOTICE_SHARE]]]</pre>
 */
public final class StreamSoak implements AutoCloseable {
    private static final int PROMPT = TokenChain.chat("Tell me something").length;
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final SoakPlan plan;
    private final SpotTrial trial;
    private final String model;
    private final Interrupter interrupter;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong streams = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong begunAtServerless = new AtomicLong();
    private long mostAtServerless;
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    private StreamSoak(SoakPlan plan, SpotTrial trial) {
        this.plan = plan;
        this.trial = trial;
        this.model = trial.model();
        this.interrupter = new Interrupter(trial, model, plan.noticeShare());
    }

    /** With a full fleet that answers. */
    static StreamSoak start(SoakPlan plan) {
        SpotCloud cloud = SpotCloud.start(
                settings -> settings.booting(Duration.ofSeconds(20)).ending(Duration.ofSeconds(3), Duration.ofHours(4)),
                plan.speed(),
                plan.pace());
        SpotTrial trial = SpotTrial.start(cloud, keys());
        // a quota of vCPUs for all that is asked for
        trial.ec2().quota("L-3819A6DF", 100_000);
        StreamSoak soak = new StreamSoak(plan, trial);
        soak.deploy();
        return soak;
    }

    /** As a router has them by itself, where the short times of other tests would cut what is only slow here. */
    private static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String tier : List.of("spot", "serverless")) {
            keys.put("skipjack.%s.connect-timeout".formatted(tier), "5s");
            keys.put("skipjack.%s.first-byte-timeout".formatted(tier), "30s");
            keys.put("skipjack.%s.idle-timeout".formatted(tier), "20s");
            keys.put("skipjack.%s.breaker.minimum-calls".formatted(tier), "20");
        }
        // what the pretend endpoint generates at once
        keys.put("skipjack.serverless.max-in-flight-per-upstream", "250");
        keys.put("skipjack.hold.deadline", "120s");
        keys.put("skipjack.probe.health-interval", "500ms");
        keys.put("skipjack.fleet.max-replicas", "200");
        // the pretend cloud takes so many that it would soon have nothing left to offer
        keys.put("skipjack.fleet.avoid-after-interruption", "1s");
        keys.put("skipjack.limits.max-connections-per-address", "10000");
        return keys;
    }

    private void deploy() {
        trial.router()
                .deploy(
                        model,
                        "max_in_flight: %d%n".formatted(2 * plan.streams())
                                + trial.cloud()
                                        .tiers("min_replicas: %d, max_replicas: %d, max_surge: %d"
                                                .formatted(plan.replicas(), plan.replicas(), plan.replicas())));
        trial.awaitReady(model, plan.replicas());
    }

    SoakReport run() {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < plan.streams(); i++) {
            clients.add(Thread.ofVirtual().start(this::client));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> running.get() == plan.streams());
        long fewest = interrupt();
        over.set(true);
        clients.forEach(StreamSoak::join);
        return report(fewest);
    }

    /** For the time of the plan; returns how few streams ran at any time. */
    private long interrupt() {
        long end = System.nanoTime() + plan.realTime().toNanos();
        long pause = Math.round(plan.every().toNanos() / plan.speed());
        long fewest = plan.streams();
        for (long next = System.nanoTime() + pause; next < end; next += pause) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                fewest = Math.min(fewest, running.get());
                mostAtServerless =
                        Math.max(mostAtServerless, serverless().counters().open());
            }
            interrupter.takeOne();
        }
        return fewest;
    }

    private void client() {
        running.incrementAndGet();
        try {
            while (!over.get()) {
                ask();
            }
        } finally {
            running.decrementAndGet();
        }
    }

    private void ask() {
        int many = ThreadLocalRandom.current().nextInt(plan.shortest(), plan.longest() + 1);
        streams.incrementAndGet();
        try {
            WireAnswer answer = WireCall.chat(
                    trial.router(),
                    model,
                    "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":" + many);
            if ("serverless".equals(answer.header("x-skipjack-tier"))) {
                begunAtServerless.incrementAndGet();
            }
            OneStream stream = OneStream.of(answer);
            stream.assertHonest(Fleet.oracle(many), "length");
            if (stream.error().isEmpty()) {
                stream.assertUsage(PROMPT, many);
                tokens.addAndGet(many);
            } else {
                broken.add(String.valueOf(answer.header("x-request-id")));
                tokens.addAndGet(stream.text().chars().filter(c -> c == ' ').count());
            }
        } catch (RuntimeException | AssertionError e) {
            wrong.add(e.toString());
        }
    }

    private SoakReport report(long fewest) {
        long withoutNotice =
                broken.stream().filter(interrupter::hitWithoutNotice).count();
        try {
            await().atMost(SETTLE).until(() -> open() == 0 && booked() == tokens.get());
        } catch (ConditionTimeoutException unsettled) {
            // then the report says what is left
        }
        Scrape scrape = Scrape.of(trial.router());
        return new SoakReport(
                streams.get(),
                fewest,
                begunAtServerless.get(),
                mostAtServerless,
                tokens.get(),
                booked(),
                broken.size() - withoutNotice,
                withoutNotice,
                List.copyOf(wrong),
                open(),
                interrupter.fewest(),
                interrupter.noticed(),
                interrupter.unnoticed(),
                SoakReport.resumes(scrape),
                SoakReport.seam(scrape, 0.5),
                SoakReport.seam(scrape, 0.99));
    }

    private long booked() {
        return Math.round(Scrape.of(trial.router()).tokens(model));
    }

    private long open() {
        long live = trial.live(model).stream()
                .flatMap(book -> trial.ec2().engine(book.id()).stream())
                .mapToLong(engine -> engine.counters().open())
                .sum();
        return live + interrupter.open() + serverless().counters().open();
    }

    private FakeEngine serverless() {
        return trial.cloud().sandbox().serverless().engine();
    }

    /** The router's metrics in the end. */
    Scrape scrape() {
        return Scrape.of(trial.router());
    }

    private static void join(Thread client) {
        try {
            client.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        over.set(true);
        trial.close();
    }

    /** Runs one and prints what came of it; fails when streams broke that should not. */
    public static void main(String[] args) {
        SoakPlan plan = SoakPlan.FULL.with(
                args.length > 0 ? Integer.parseInt(args[0]) : SoakPlan.FULL.streams(),
                args.length > 1 ? Duration.ofMinutes(Integer.parseInt(args[1])) : SoakPlan.FULL.time(),
                args.length > 2 ? Double.parseDouble(args[2]) : SoakPlan.FULL.noticeShare());
        SoakReport report;
        try (StreamSoak soak = start(plan)) {
            report = soak.run();
        }
        System.out.println(report);
        System.exit(report.isWell() ? 0 : 1);
    }
}
