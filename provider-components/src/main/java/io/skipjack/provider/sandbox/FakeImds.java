package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.Metadata;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The metadata service (IMDSv2) of one instance of a {@link FakeEc2}, on a port of its own: for trying the real host agent
 * against what the real instance would tell it. Without a session token it tells nothing, as instances that demand tokens
 * do. It lives on when the instance is gone, and then answers 404.
 */
public final class FakeImds implements AutoCloseable {
    private static final String TOKEN = "x-aws-ec2-metadata-token";
    private static final String TTL = "x-aws-ec2-metadata-token-ttl-seconds";
    private static final int LONGEST_TTL = 21_600;
    private static final String TEXT = "text/plain";

    private final Metadata metadata;
    private final HttpPort port;
    private final Map<String, Long> tokens = new ConcurrentHashMap<>();
    private final Recorder recorder = new Recorder();

    private FakeImds(Metadata metadata) {
        this.metadata = metadata;
        this.port = new HttpPort("imds", 0, this::answer);
        this.port.listen();
    }

    public static FakeImds start(FakeEc2 ec2, String instanceId) {
        return new FakeImds(new Metadata(ec2.cloud(), instanceId));
    }

    /** {@code http://127.0.0.1:PORT}, in place of {@code http://169.254.169.254}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    /** Every token given so far is of no use any more. */
    public void expireTokens() {
        tokens.clear();
    }

    /** How often a path was asked for. */
    public long asked(String path) {
        return recorder.all().stream().filter(each -> each.path().equals(path)).count();
    }

    private void answer(ReceivedRequest request, Reply reply) throws IOException {
        recorder.add(request);
        if (request.header("x-forwarded-for") != null) {
            say(reply, 403, "");
        } else if (request.method().equals("PUT") && request.path().equals("/latest/api/token")) {
            giveToken(request.header(TTL), reply);
        } else if (!isValid(request.header(TOKEN))) {
            say(reply, 401, "");
        } else if (!request.method().equals("GET")) {
            say(reply, 405, "");
        } else {
            Optional<String> text = request.path().startsWith("/latest/")
                    ? metadata.at(decode(request.path().substring("/latest".length())))
                    : Optional.empty();
            say(reply, text.isPresent() ? 200 : 404, text.orElse(""));
        }
    }

    private void giveToken(@Nullable String ttl, Reply reply) throws IOException {
        int seconds = ttl != null && ttl.matches("\\d{1,5}") ? Integer.parseInt(ttl) : 0;
        if (seconds < 1 || seconds > LONGEST_TTL) {
            say(reply, 400, "");
            return;
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
        reply.header(TTL, String.valueOf(seconds));
        say(reply, 200, token);
    }

    private boolean isValid(@Nullable String token) {
        Long until = token == null ? null : tokens.get(token);
        return until != null && System.nanoTime() - until < 0;
    }

    private static String decode(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void say(Reply reply, int status, String text) throws IOException {
        reply.bytes(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        port.close();
    }
}
