package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.app.cli.bench.Ask;
import io.skipjack.app.cli.bench.LoadTarget;
import io.skipjack.app.cli.bench.Prompts;
import io.skipjack.app.cli.bench.Reply;
import io.skipjack.app.cli.bench.RequestBody;
import io.skipjack.app.cli.bench.Sender;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One cold start: a deployment of one provider is made, asked once, and watched from nothing to its whole answer. Whoever
 * calls removes it, whatever comes of it.
 *
 * <p>Phases: {@code accepted}, the router has written it down; {@code deployed}, the provider has it (serverless); or the
 * boot's own steps as the instance reports them (spot). Then the first request: {@code first byte} (a comment that says
 * "waiting" counts), {@code first token} and {@code whole answer}, each since it was sent. {@code total} is from the
 * beginning to the first token.
 *
 * @param client of the router
 * @param options model, GPU, key, patience
 * @param provider whose cold start it is
 * @param name of the deployment
 * @param lines where it is told
 */
record ColdStartTrial(AdminClient client, ColdStartOptions options, String provider, String name, Lines lines) {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int TOKENS = 16;

    /** @throws CommandFailure when it never answers, with the reason */
    Map<String, Duration> run(String key) throws CommandFailure, InterruptedException {
        long begin = System.nanoTime();
        Map<String, Duration> phases = new LinkedHashMap<>();
        client.put(name, options.draft(provider, name).yaml());
        phases.put("accepted", since(begin));
        lines.tell("%s: accepted as %s".formatted(provider, name));
        boolean spot = provider.equals(ProviderChecks.AWS);
        JsonNode deployment = new DeploymentWatch(client, name, lines, left(begin)).untilItAnswers();
        if (spot) {
            boot(deployment, phases);
        } else {
            phases.put("deployed", since(begin).minus(phases.getOrDefault("accepted", Duration.ZERO)));
        }
        long asked = System.nanoTime();
        Reply reply = ask(key, begin);
        phases.put("first byte", Duration.ofNanos(reply.firstByteNanos() - asked));
        phases.put("first token", Duration.ofNanos(reply.firstTokenNanos() - asked));
        phases.put("whole answer", Duration.ofNanos(reply.endNanos() - asked));
        phases.put("total", Duration.ofNanos(reply.firstTokenNanos() - begin));
        lines.tell("%s: answered".formatted(provider));
        return phases;
    }

    /** The steps of the replica that is ready, but the last, which goes on. */
    private static void boot(JsonNode deployment, Map<String, Duration> phases) {
        for (JsonNode replica : deployment.path("fleet").path("replicas")) {
            if (Cells.text(replica, "state").equals("ready")) {
                for (JsonNode step : replica.path("steps")) {
                    if (step.hasNonNull("seconds")) {
                        phases.put(
                                Cells.text(step, "step"),
                                Duration.ofMillis(
                                        Math.round(step.path("seconds").asDouble() * 1000)));
                    }
                }
                return;
            }
        }
    }

    /** Asks until it is answered: a cold start may take longer than the router holds a request. */
    private Reply ask(String key, long begin) throws CommandFailure, InterruptedException {
        Duration left = left(begin);
        if (left.isZero()) {
            throw new CommandFailure("%s answers, but time is up before it could be asked".formatted(provider));
        }
        URI url = options.url == null
                ? URI.create(client.status().path("endpoint").asText())
                : options.url;
        LoadTarget target = new LoadTarget(url, key, new RequestBody(options.model, true, false), left);
        Ask question = Ask.of(TOKENS, TOKENS);
        lines.tell("%s: asking".formatted(provider));
        try (Sender sender = new Sender(target)) {
            while (true) {
                Reply reply = answer(sender, question, begin);
                if (reply.good() && reply.firstTokenNanos() != 0) {
                    return reply;
                }
                String trouble = reply.good() ? "an answer without a token" : reply.trouble();
                if (trouble.equals("status 401")
                        || trouble.equals("status 403")
                        || left(begin).isZero()) {
                    throw new CommandFailure("%s answered %s: %s"
                            .formatted(
                                    provider, trouble, left(begin).isZero() ? "time is up" : "the API key is refused"));
                }
                lines.tell("%s: %s, asking again".formatted(provider, trouble));
                Thread.sleep(BETWEEN);
            }
        }
    }

    private Reply answer(Sender sender, Ask question, long begin) throws InterruptedException {
        var reply = sender.send(question, new Prompts(begin).text(question, 0), nobody -> {});
        while (!reply.isDone()) {
            sender.cutLate();
            Thread.sleep(PAUSE);
        }
        return reply.join();
    }

    private Duration left(long begin) {
        Duration left = options.timeout.minus(since(begin));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
