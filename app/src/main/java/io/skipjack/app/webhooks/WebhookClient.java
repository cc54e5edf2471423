package io.skipjack.app.webhooks;

import io.skipjack.domain.event.OperatorEvent;
import io.skipjack.processors.admin.JsonText;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts events. Follows no redirect, which could lead anywhere with what we know; reads nothing of an answer but its status
 * and when to come again; and says nothing of a failure that could hold the address.
 */
final class WebhookClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int TOO_EARLY = 408;
    private static final int TOO_MANY = 429;
    private static final int SUCCESS = 2;
    private static final int FAILURE = 5;
    private static final int CLASS = 100;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final JsonText json;
    private final Duration timeout;
    private final InstantSource clock;

    /** @param timeout of one try, the whole answer included */
    WebhookClient(JsonText json, Duration timeout, InstantSource clock) {
        this.json = json;
        this.timeout = timeout;
        this.clock = clock;
    }

    Answer tell(Webhook webhook, OperatorEvent event) throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> call = http.sendAsync(request(webhook, event), BodyHandlers.discarding());
        try {
            HttpResponse<Void> answer = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return answer(answer.statusCode(), answer.headers());
        } catch (TimeoutException slow) {
            return Answer.later("no answer within " + timeout.toSeconds() + " s", null);
        } catch (ExecutionException failure) {
            return Answer.later(words(failure.getCause()), null);
        } finally {
            call.cancel(true);
        }
    }

    private HttpRequest request(Webhook webhook, OperatorEvent event) {
        byte[] body = Message.body(webhook, event, json);
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "skipjack")
                .header("Skipjack-Event", event.kind())
                .header("Skipjack-Event-Id", String.valueOf(event.seq()))
                .POST(BodyPublishers.ofByteArray(body));
        String secret = webhook.secret();
        if (secret != null) {
            request.header("Skipjack-Signature", Message.signature(secret, clock.instant(), body));
        }
        return request.build();
    }

    private static Answer answer(int status, HttpHeaders headers) {
        if (status / CLASS == SUCCESS) {
            return Answer.TAKEN;
        }
        String problem = "it answered " + status;
        return status / CLASS == FAILURE || status == TOO_MANY || status == TOO_EARLY
                ? Answer.later(
                        problem,
                        headers.firstValue("Retry-After")
                                .map(WebhookClient::seconds)
                                .orElse(null))
                : Answer.never(problem);
    }

    private static @Nullable Duration seconds(String retryAfter) {
        return retryAfter.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(retryAfter)) : null;
    }

    /** The JDK's own messages may name the host, and the request. */
    private static String words(@Nullable Throwable failure) {
        return switch (failure) {
            case HttpTimeoutException slow -> "no answer in time";
            case ConnectException nobody -> "nobody answers at its address";
            case null -> "failed";
            default -> "the connection broke (" + failure.getClass().getSimpleName() + ")";
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
