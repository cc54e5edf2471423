package io.skipjack.app.cli;

import io.skipjack.app.config.HttpUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code bench load}: who is asked, what, how often, and for how long. */
final class LoadOptions {
    private static final int MOST_TOKENS = 1_000_000;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080/v1",
            description = "Base URL, as OpenAI clients take it. Default: ${DEFAULT-VALUE}.")
    URI url = URI.create("http://127.0.0.1:8080/v1");

    @Mixin
    final ApiKeyOption key = new ApiKeyOption();

    @Option(names = "--model", paramLabel = "MODEL", description = "Whom to ask; default: the only model there is.")
    @Nullable
    String model;

    @Option(
            names = "--rate",
            paramLabel = "R/s",
            description = "Open loop: so many requests per second, at random times, however many are open. With a trace"
                    + " of rates: their mean.")
    @Nullable
    String rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Closed loop: so many clients, each asking again once it is answered.")
    @Nullable
    Integer concurrency;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Lengths and times of a public trace: Azure LLM inference (CSV), Mooncake (JSONL), ServeGen"
                    + " rates (CSV); also packed by gzip. --rate and --concurrency replace the times, of the first"
                    + " million requests.")
    @Nullable
    Path trace;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "How many times faster the trace's time runs; default: 1. Rates stay what they are.")
    @Nullable
    Double speed;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = TypedDuration.class,
            description = "How long requests are sent; those open then are waited for. Default: 30s; with --requests"
                    + " alone: 1h.")
    @Nullable
    Duration duration;

    @Option(names = "--requests", paramLabel = "N", description = "Ends after so many, if that comes first.")
    @Nullable
    Long requests;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = TypedDuration.class,
            defaultValue = "0s",
            description = "What is sent at first and not counted; default: ${DEFAULT-VALUE}.")
    Duration warmup = Duration.ZERO;

    @Option(
            names = "--prompt-tokens",
            paramLabel = "N",
            defaultValue = "256",
            description = "Length of prompts, where no trace says it; about a word each. Default: ${DEFAULT-VALUE}.")
    int promptTokens = 256;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "128",
            description = "Length of answers at most, where no trace says it. Default: ${DEFAULT-VALUE}.")
    int maxTokens = 128;

    @Option(
            names = "--ignore-eos",
            description = "Has engines go on until that length: vLLM can, others may refuse the word.")
    boolean ignoreEos;

    @Option(
            names = "--stream",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether answers come as streams; default: yes.")
    boolean stream = true;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TypedDuration.class,
            defaultValue = "2m",
            description = "Of one request, to the end of its answer. Default: ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ofMinutes(2);

    @Option(
            names = "--max-open",
            paramLabel = "N",
            defaultValue = "8000",
            description = "Open at once at most in an open loop; what is due beyond it counts as failed, 'not sent'."
                    + " Default: ${DEFAULT-VALUE}.")
    int maxOpen = 8000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of chance: runs of one seed ask the same at the same times. Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    /** What is wrong with them, in one sentence; null for nothing. */
    @Nullable
    String mistake() {
        if (rate != null && concurrency != null) {
            return "--rate is an open loop and --concurrency a closed one; give one of the two";
        }
        if (rate == null && concurrency == null && trace == null) {
            return "say how much load: --rate 20/s, --concurrency 32, or --trace FILE";
        }
        if (speed != null && trace == null) {
            return "--speed is for the times of a trace; name one with --trace";
        }
        if (!HttpUrl.isWithoutLogin(url)) {
            return "--url takes a URL such as http://127.0.0.1:8080/v1, without user and password";
        }
        return wrongNumber();
    }

    private @Nullable String wrongNumber() {
        if (concurrency != null && (concurrency < 1 || concurrency > 100_000)) {
            return "--concurrency takes 1 to 100000, not " + concurrency;
        }
        if (speed != null && !(speed > 0 && speed <= 1e6)) {
            return "--speed takes a number above 0, up to 1000000, not " + speed;
        }
        if (requests != null && requests < 1) {
            return "--requests takes 1 or more, not " + requests;
        }
        if (promptTokens < 1 || promptTokens > MOST_TOKENS || maxTokens < 1 || maxTokens > MOST_TOKENS) {
            return "--prompt-tokens and --max-tokens take 1 to " + MOST_TOKENS;
        }
        if (timeout.isZero() || (duration != null && duration.isZero())) {
            return "--timeout and --duration take a time above 0";
        }
        return maxOpen < 1 ? "--max-open takes 1 or more, not " + maxOpen : null;
    }
}
