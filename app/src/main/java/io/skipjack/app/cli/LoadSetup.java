package io.skipjack.app.cli;

import io.skipjack.app.cli.bench.Arrival;
import io.skipjack.app.cli.bench.Arrivals;
import io.skipjack.app.cli.bench.Ask;
import io.skipjack.app.cli.bench.LoadPlan;
import io.skipjack.app.cli.bench.Prompts;
import io.skipjack.app.cli.bench.RateCurve;
import io.skipjack.app.cli.bench.Trace;
import io.skipjack.app.cli.bench.TraceException;
import io.skipjack.app.cli.bench.TraceFile;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The load that flags describe.
 *
 * @param options the flags, found to make sense each by itself
 * @param trace of the file they name; null without one
 */
record LoadSetup(LoadOptions options, @Nullable Trace trace) {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_TRACE = Duration.ofDays(365);
    /** What fits into memory. */
    private static final long MOST_ROWS = 1_000_000;

    private static final double HIGHEST_RATE = 1e6;

    /** @throws CommandFailure when the trace cannot be read */
    static LoadSetup of(LoadOptions options) throws CommandFailure {
        if (options.trace == null) {
            return new LoadSetup(options, null);
        }
        LoadSetup bounds = new LoadSetup(options, null);
        boolean ownTimes = options.rate == null && options.concurrency == null;
        double nanos = options.warmup.plus(bounds.duration()).toNanos() * bounds.speed();
        // with other times, any row may be needed
        Duration until = ownTimes ? Duration.ofNanos((long) nanos) : LONGEST_TRACE;
        long most = options.requests == null || !options.warmup.isZero() ? Long.MAX_VALUE : options.requests;
        try {
            return new LoadSetup(
                    options, new TraceFile(options.trace, until, ownTimes ? most : Math.min(most, MOST_ROWS)).read());
        } catch (TraceException unreadable) {
            throw new CommandFailure(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    LoadPlan plan() {
        return new LoadPlan(
                arrivals(),
                options.concurrency == null ? 0 : options.concurrency,
                options.warmup,
                duration(),
                options.requests == null ? Long.MAX_VALUE : options.requests,
                options.maxOpen,
                new Prompts(options.seed));
    }

    /** What is wrong with the flags for this trace, in one sentence; null for nothing. */
    @Nullable
    String mistake() {
        if (options.rate != null && !(rate() > 0 && rate() <= HIGHEST_RATE)) {
            return "--rate takes requests per second such as 20/s or 0.5, not " + options.rate;
        }
        boolean replaced = options.rate != null || options.concurrency != null;
        if (trace instanceof Trace.Rates) {
            return options.concurrency == null ? null : "a trace of rates is an open loop; leave --concurrency out";
        }
        return replaced && options.speed != null
                ? "--speed is for the trace's own times; leave it or --rate out"
                : null;
    }

    /** In words, for the report. */
    String words() {
        String of = trace == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s (%s)%s",
                        options.trace == null ? "" : options.trace.getFileName(),
                        trace.format(),
                        options.speed == null ? "" : " at speed " + plain(speed()));
        if (options.concurrency != null) {
            return options.concurrency + " clients" + (of.isEmpty() ? "" : " with " + of);
        }
        return options.rate == null ? of : plain(rate()) + "/s" + (of.isEmpty() ? "" : " of " + of);
    }

    private Iterator<Arrival> arrivals() {
        SplittableRandom chance = new SplittableRandom(options.seed);
        return switch (trace) {
            case null -> {
                Iterator<Ask> asks = Stream.generate(() -> Ask.of(options.promptTokens, options.maxTokens))
                        .iterator();
                yield options.rate == null
                        ? Arrivals.atOnce(asks)
                        : Arrivals.poisson(RateCurve.steady(rate()), asks, chance);
            }
            case Trace.Rates rates -> {
                RateCurve curve = rates.curve().sped(speed());
                yield Arrivals.poisson(
                        options.rate == null ? curve : curve.ofMean(rate()),
                        Stream.generate(() -> Ask.of(options.promptTokens, options.maxTokens))
                                .iterator(),
                        chance);
            }
            case Trace.Requests requests -> {
                Iterator<Ask> asks =
                        requests.arrivals().stream().map(Arrival::ask).iterator();
                if (options.rate != null) {
                    yield Arrivals.poisson(RateCurve.steady(rate()), asks, chance);
                }
                yield options.concurrency == null ? Arrivals.replayed(requests, speed()) : Arrivals.atOnce(asks);
            }
        };
    }

    private Duration duration() {
        if (options.duration != null) {
            return options.duration;
        }
        return options.requests == null ? USUAL : LONGEST;
    }

    private double speed() {
        return options.speed == null ? 1 : options.speed;
    }

    /** Not a number where it is none. */
    private double rate() {
        try {
            return Double.parseDouble(String.valueOf(options.rate).strip().replaceFirst("/s(ec)?$", ""));
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%,.0f", number) : String.valueOf(number);
    }
}
