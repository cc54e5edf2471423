package io.skipjack.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.skipjack.openai.AnswerFacts;
import io.skipjack.openai.AnswerInspector;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.InferenceRequestReader;
import io.skipjack.openai.OpenAiException;
import io.skipjack.openai.PathAllowlist;
import io.skipjack.openai.ReaderLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What reading one chat request costs, with the usage option spliced in: a short question, 64 KiB of conversation, a
 * megabyte of image. {@code plainJackson} and {@code strictJackson} only walk the tokens, without and with the search for
 * duplicate keys: their difference is what uniqueness at every depth costs.
 *
 * <pre>mvn -q -Pbench -pl app -am test -DskipTests -Dbench=RequestReading</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RequestReadingBench {
    private static final byte[] ANSWER = bytes(
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1767323045,"
                    + "\"model\":\"Qwen/Qwen3-0.6B\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                    + "token ".repeat(60)
                    + "\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":12,\"total_tokens\":72,\"completion_tokens\":60}}");

    private final InferenceRequestReader reader =
            new InferenceRequestReader(ReaderLimits.DEFAULT, PathAllowlist.of(PathAllowlist.DEFAULT_PATTERNS));
    private final AnswerInspector answers = new AnswerInspector();
    private final JsonFactory plain = new JsonFactory();
    private final JsonFactory strict = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Param({"short", "conversation", "image"})
    private String size = "short";

    private byte[] body = {};

    /** Builds the body. */
    @Setup
    public void build() {
        String messages = switch (size) {
            case "conversation" -> (message("user") + "," + message("assistant") + ",").repeat(60) + message("user");
            case "image" ->
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
                        + "iVBORw0KGgoAAAAN".repeat(1 << 16) + "\"}}]}";
            default ->
                "{\"role\":\"system\",\"content\":\"You are helpful.\"},{\"role\":\"user\",\"content\":\"What is the capital of France?\"}";
        };
        body = bytes(
                "{\"model\":\"Qwen/Qwen3-0.6B\",\"messages\":[" + messages
                        + "],\"temperature\":0.7,\"top_p\":0.95,\"max_tokens\":256,\"stream\":true,\"user\":\"u-123\",\"stop\":[\"\\n\\n\"],\"seed\":42}");
    }

    /** The whole reading. */
    @Benchmark
    public InferenceRequest read() throws OpenAiException {
        return reader.read("/v1/chat/completions", null, "application/json", body);
    }

    /** Tokens alone. */
    @Benchmark
    public int plainJackson() throws IOException {
        return walk(plain);
    }

    /** Tokens and duplicate keys. */
    @Benchmark
    public int strictJackson() throws IOException {
        return walk(strict);
    }

    /** A non-streamed answer of 60 tokens looked at; the size makes no difference. */
    @Benchmark
    public AnswerFacts inspectAnswer() {
        return answers.inspect(ANSWER, 0, ANSWER.length);
    }

    private int walk(JsonFactory factory) throws IOException {
        int tokens = 0;
        try (JsonParser parser = factory.createParser(body)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    private static String message(String role) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + "Some words, a \\\"quote\\\" and a line.\\n".repeat(14)
                + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
