package io.skipjack.app.cli.bench;

import io.skipjack.openai.AnswerFacts;
import io.skipjack.openai.AnswerInspector;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Chooses how an answer is read by how it begins.
 *
 * @param stream whether events were asked for
 * @param clock in nanoseconds
 * @param gaps takes the nanoseconds between events with something generated
 */
record AnswerReader(boolean stream, LongSupplier clock, LongConsumer gaps) implements BodyHandler<Reply> {
    private static final int OK = 200;
    private static final AnswerInspector INSPECTOR = new AnswerInspector();

    @Override
    public BodySubscriber<Reply> apply(HttpResponse.ResponseInfo head) {
        String tier = head.headers().firstValue("x-skipjack-tier").orElse("");
        if (head.statusCode() != OK) {
            String trouble = Trouble.status(head.statusCode());
            return BodySubscribers.mapping(
                    BodySubscribers.discarding(), nothing -> Reply.failed(trouble, tier, clock.getAsLong()));
        }
        boolean events = head.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        if (events) {
            return new StreamMeter(tier, clock, gaps);
        }
        return BodySubscribers.mapping(BodySubscribers.ofByteArray(), body -> whole(body, tier));
    }

    private Reply whole(byte[] body, String tier) {
        AnswerFacts facts = INSPECTOR.inspect(body, 0, body.length);
        String trouble = facts.error() ? Trouble.ERROR : "";
        if (trouble.isEmpty() && (stream || !facts.whole())) {
            trouble = Trouble.NO_ANSWER;
        }
        long end = clock.getAsLong();
        return new Reply(
                trouble, tier, end, 0, end, Math.max(0, facts.promptTokens()), Math.max(0, facts.completionTokens()));
    }
}
