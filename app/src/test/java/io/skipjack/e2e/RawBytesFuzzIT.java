package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever bytes a client sends, it gets HTTP answers or a closed connection, soon, and never a 500 or a look inside. Many
 * connections at once, since most garbage is an unfinished request that ends by time-out.
 */
class RawBytesFuzzIT {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Pattern INSIDE =
            Pattern.compile("Exception|\\bat [a-z]+\\.[a-z.]+\\(|io\\.(skipjack|netty)|org\\.apache|com\\.fasterxml");
    private static final String REQUEST = SpotModel.post(
            "/v1/chat/completions",
            "{\"model\":\"fuzz/none\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\u0041\u00c3\u00bc\"}]}",
            "Connection: close");
    private static final String CHUNKED =
            SpotModel.head("/v1/chat/completions", "Transfer-Encoding: chunked", "Connection: close")
                    + "5;x=y\r\n{\"mod\r\n3\r\nel\"\r\n7\r\n:\"f/n\"}\r\n0\r\nA: b\r\n\r\n";

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void anyBytesAreAnsweredOrCutOff(@ForAll("batches") List<byte[]> batch) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(batch.stream()
                    .map(bytes -> (java.util.concurrent.Callable<String>) () -> send(bytes))
                    .toList());
            for (int i = 0; i < answers.size(); i++) {
                String sent = new String(batch.get(i), StandardCharsets.ISO_8859_1);
                String got = answers.get(i).get();
                assertThat(INSIDE.matcher(got).find())
                        .as("%s%n->%n%s", sent, got)
                        .isFalse();
                assertThat(got)
                        .as(sent)
                        .doesNotContain("HTTP/1.1 500")
                        .matches(text -> text.isEmpty() || text.startsWith("HTTP/1.1 "));
            }
        }
    }

    private static String send(byte[] bytes) {
        try (RawClient client = RawClient.connect(TestRouter.shared().port()).patience(PATIENCE)) {
            client.trySend(bytes);
            return new String(client.rest(), StandardCharsets.ISO_8859_1);
        }
    }

    @Provide
    Arbitrary<List<byte[]>> batches() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(1, noise),
                        net.jqwik.api.Tuple.of(4, mutated(REQUEST)),
                        net.jqwik.api.Tuple.of(4, mutated(CHUNKED)))
                .list()
                .ofSize(75);
    }

    /** The request with one to four bytes changed, left out, put in or doubled. */
    private static Arbitrary<byte[]> mutated(String request) {
        Arbitrary<Character> odd = Arbitraries.of(
                '\0', '\1', '\t', '\n', '\r', ' ', ':', ';', ',', '"', '\\', '{', '}', '[', '0', '9', '-', '+', 'A',
                '\u0080', '\u00c0', '\u00ff');
        Arbitrary<java.util.function.UnaryOperator<String>> change = Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, request.length() - 1),
                        odd)
                .as((kind, position, with) -> text -> changed(text, kind, Math.min(position, text.length() - 1), with));
        return change.list().ofMinSize(1).ofMaxSize(4).map(changes -> {
            String text = request;
            for (var one : changes) {
                text = one.apply(text);
            }
            return text.getBytes(StandardCharsets.ISO_8859_1);
        });
    }

    private static String changed(String text, int kind, int at, char with) {
        String before = text.substring(0, at);
        String after = text.substring(at + 1);
        return switch (kind) {
            case 0 -> before + with + after;
            case 1 -> before + after;
            case 2 -> before + with + text.charAt(at) + after;
            default -> before + text.charAt(at) + text.charAt(at) + after;
        };
    }
}
