package io.skipjack.bench;

import io.skipjack.e2e.PeerRouter;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What was measured in one turn of {@link LaunchStormBench}, or in several put together.
 *
 * @param answers of the requests
 * @param time it took
 * @param router processor time of the router
 * @param sandbox processor time of the pretend cloud
 * @param launched instances launched meanwhile
 */
record Turn(OpenLoop.Answers answers, Duration time, Duration router, Duration sandbox, int launched) {
    static final String HEADING = "%-10s %7s %6s | %8s %8s %8s | %8s %8s | %8s %8s | %s"
            .formatted(
                    "",
                    "asked",
                    "failed",
                    "p50 ms",
                    "p99 ms",
                    "max ms",
                    "direct50",
                    "direct99",
                    "router",
                    "cloud",
                    "launched");
    private static final double NANOS = 1e6;

    static Turn of(OpenLoop loop, PeerRouter router, Storm storm, Duration time) {
        Duration before = cpu(router.handle());
        Duration beforeThere = cpu(storm.sandbox());
        int launched = storm.launched();
        OpenLoop.Answers answers = loop.run(time);
        return new Turn(
                answers,
                time,
                cpu(router.handle()).minus(before),
                cpu(storm.sandbox()).minus(beforeThere),
                storm.launched() - launched);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    static Turn sum(List<Turn> turns) {
        return turns.stream()
                .reduce((one, other) -> new Turn(
                        one.answers.plus(other.answers),
                        one.time.plus(other.time),
                        one.router.plus(other.router),
                        one.sandbox.plus(other.sandbox),
                        one.launched + other.launched))
                .orElseThrow();
    }

    String line(String name) {
        return "%-10s %7d %6d | %8.2f %8.2f %8.2f | %8.2f %8.2f | %7.0f%% %7.0f%% | %d"
                .formatted(
                        name,
                        answers.routed().length + answers.failed(),
                        answers.failed(),
                        millis(answers.routed(), 0.5),
                        millis(answers.routed(), 0.99),
                        millis(answers.routed(), 1),
                        millis(answers.direct(), 0.5),
                        millis(answers.direct(), 0.99),
                        share(router),
                        share(sandbox),
                        launched);
    }

    String comparedTo(Turn other) {
        return "storm / calm: p50 %.2f, p99 %.2f; straight to the engine p50 %.2f, p99 %.2f; router's CPU %.2f"
                .formatted(
                        millis(answers.routed(), 0.5) / millis(other.answers.routed(), 0.5),
                        millis(answers.routed(), 0.99) / millis(other.answers.routed(), 0.99),
                        millis(answers.direct(), 0.5) / millis(other.answers.direct(), 0.5),
                        millis(answers.direct(), 0.99) / millis(other.answers.direct(), 0.99),
                        share(router) / other.share(other.router));
    }

    /** Of one core, percent. */
    private double share(Duration cpu) {
        return 100.0 * cpu.toNanos() / time.toNanos();
    }

    private static double millis(long[] nanos, double quantile) {
        long[] sorted = LongStream.of(nanos).sorted().toArray();
        int place = (int) Math.ceil(quantile * sorted.length) - 1;
        return sorted[Math.max(0, place)] / NANOS;
    }
}
