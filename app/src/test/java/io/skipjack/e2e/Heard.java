package io.skipjack.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skipjack.provider.sandbox.TokenChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * What a client heard of one streamed chat, on a pooled connection as real clients have them.
 *
 * @param tier the header {@code x-skipjack-tier}, empty without one
 * @param upstream the header {@code x-skipjack-upstream}, empty without one
 * @param text the deltas put together
 * @param finish the finish reason, empty without one
 * @param error the code of the error event, empty without one
 * @param done whether {@code [DONE]} came
 * @param closedWell whether the HTTP message ended as it should
 */
record Heard(
        int status,
        String tier,
        String upstream,
        String text,
        String finish,
        String error,
        boolean done,
        boolean closedWell) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Asks what {@link TestRouter#chatBody} asks, for so many tokens. */
    static Heard stream(TestRouter router, String model, int tokens) {
        return stream(router, model, tokens, upstream -> {});
    }

    /**
     * @param onFirstText called once, when the first text has come, with the upstream of the head
     * @param headers names and values in turn
     */
    static Heard stream(TestRouter router, String model, int tokens, Consumer<String> onFirstText, String... headers) {
        String body = TestRouter.chatBody(model, "\"stream\":true,\"max_tokens\":" + tokens);
        HttpRequest.Builder request = router.request("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        Head head = new Head();
        Ear ear = new Ear(() -> onFirstText.accept(head.header("x-skipjack-upstream")));
        boolean closedWell = true;
        try {
            HTTP.send(request.build(), head.then(ear));
        } catch (IOException e) {
            if (head.info == null) {
                throw new UncheckedIOException(e);
            }
            closedWell = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Heard(
                head.info.statusCode(),
                head.header("x-skipjack-tier"),
                head.header("x-skipjack-upstream"),
                ear.text.toString(),
                ear.finish,
                ear.error,
                ear.done,
                closedWell);
    }

    /** Whole by every sign there is, and word for word what the engine says to this prompt. */
    boolean whole(int tokens) {
        return status == 200
                && done
                && closedWell
                && error.isEmpty()
                && finish.equals("length")
                && text.equals(expected(tokens));
    }

    /** Broken, and said so: an error event, no {@code [DONE]}, and only text that the engine did say. */
    boolean brokenHonestly(int tokens) {
        return status == 200 && !done && !error.isEmpty() && expected(tokens).startsWith(text);
    }

    static String expected(int tokens) {
        return TokenChain.answerText(TokenChain.chat("Tell me something"), tokens);
    }

    /** What came before the body, kept also when the body breaks off. */
    private static final class Head {
        private volatile HttpResponse.ResponseInfo info;

        HttpResponse.BodyHandler<Void> then(Ear ear) {
            return heard -> {
                info = heard;
                return HttpResponse.BodySubscribers.fromLineSubscriber(ear);
            };
        }

        String header(String name) {
            return info.headers().firstValue(name).orElse("");
        }
    }

    /** Hears each line as it comes: a stream of lines would drop those not read yet when the connection breaks. */
    private static final class Ear implements Flow.Subscriber<String> {
        private final Runnable onFirstText;
        private final StringBuilder text = new StringBuilder();
        private String finish = "";
        private String error = "";
        private boolean done;

        Ear(Runnable onFirstText) {
            this.onFirstText = onFirstText;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onError(Throwable cut) {
            // said by the exchange that it ends
        }

        @Override
        public void onComplete() {
            // said by the exchange that it ends
        }

        @Override
        public void onNext(String line) {
            if (line.equals("data: [DONE]")) {
                done = true;
            } else if (line.startsWith("data: ")) {
                event(read(line.substring("data: ".length())));
            }
        }

        private void event(JsonNode event) {
            error = event.path("error").path("code").asText(error);
            JsonNode choice = event.path("choices").path(0);
            String delta = choice.path("delta").path("content").asText("");
            if (text.isEmpty() && !delta.isEmpty()) {
                onFirstText.run();
            }
            text.append(delta);
            finish = choice.path("finish_reason").isTextual()
                    ? choice.path("finish_reason").asText()
                    : finish;
        }

        private static JsonNode read(String json) {
            try {
                return JSON.readTree(json);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
