package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a pretend host tells the router, signed as the real host agent signs it. What must not be lost is told again until
 * a router has taken it, in order. Safe for many threads.
 */
final class HostReports {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int KNOWN = 200;
    private static final int MALFORMED = 400;
    private static final int UNKNOWN = 404;

    private final HttpClient http;
    private final Sender sender;
    private final Runnable onContact;
    private final Deque<String> outbox = new ArrayDeque<>();

    /**
     * Who tells whom.
     *
     * @param routerUrl empty for none: then nothing is ever taken
     * @param key that routers and instances share
     * @param clock of the instance
     */
    record Sender(String routerUrl, String key, InstantSource clock) {
        @Override
        public String toString() {
            return "Sender[" + routerUrl + "]";
        }
    }

    /** @param onContact called when a router has answered that the instance is one of its own */
    HostReports(HttpClient http, Sender sender, Runnable onContact) {
        this.http = http;
        this.sender = sender;
        this.onContact = onContact;
    }

    /** Says it once. */
    void post(ObjectNode report) throws InterruptedException {
        isDone(report.toString());
    }

    /** Says it now or, if nobody takes it, with {@link #tellAgain}. */
    void tell(ObjectNode report) throws InterruptedException {
        String body = report.toString();
        if (!isDone(body)) {
            synchronized (outbox) {
                outbox.add(body);
            }
        }
    }

    void tellAgain() throws InterruptedException {
        for (String first = first(); !first.isEmpty() && isDone(first); first = first()) {
            synchronized (outbox) {
                outbox.removeFirstOccurrence(first);
            }
        }
    }

    private String first() {
        synchronized (outbox) {
            return outbox.isEmpty() ? "" : outbox.getFirst();
        }
    }

    /** Whether it need not be said again: a router has taken it, or none ever will. */
    private boolean isDone(String body) throws InterruptedException {
        int status = send(body);
        if (status == KNOWN) {
            onContact.run();
        }
        return status == KNOWN || status == UNKNOWN || status == MALFORMED;
    }

    /** The status, or 0 when there was no answer. */
    private int send(String body) throws InterruptedException {
        if (sender.routerUrl().isEmpty()) {
            return 0;
        }
        String time = String.valueOf(sender.clock().instant().getEpochSecond());
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(sender.routerUrl() + "/hosts/report"))
                    .timeout(PATIENCE)
                    .header("content-type", "application/json")
                    .header("x-skipjack-time", time)
                    .header("x-skipjack-signature", sign(time, body))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            boolean known = answer.statusCode() != KNOWN
                    || Json.read(answer.body()).path("known").asBoolean();
            return known ? answer.statusCode() : 0;
        } catch (IOException | IllegalArgumentException e) {
            // no router there, or none at such an address: the watchdog counts the time
            return 0;
        }
    }

    private String sign(String time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(sender.key().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((time + "\n" + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
