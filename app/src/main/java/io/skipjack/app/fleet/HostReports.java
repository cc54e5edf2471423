package io.skipjack.app.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skipjack.domain.fleet.BootPhase;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.processors.fleet.HostReportReader;
import io.skipjack.processors.fleet.HostReportRefusedException;
import io.skipjack.processors.fleet.SignedReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads what host agents post: JSON, signed with HMAC-SHA256 over the time and the body under the one secret that the
 * router and its replicas share, the engines' API key. The time keeps an old post from being played again later; what is
 * played again within minutes changes nothing, because saying the same twice does not. It may fit either of two clocks:
 * the wall clock may have been set wrong since the start, and the one carried on from the start stands while a machine
 * sleeps. If neither could, every healthy instance would end itself.
 */
final class HostReports implements HostReportReader {
    private static final String ALGORITHM = "HmacSHA256";
    /** That a report may be old, or its clock wrong. */
    static final Duration SKEW = Duration.ofSeconds(300);

    private static final int LONGEST = 4096;
    private static final int LONGEST_MESSAGE = 300;

    private final ObjectMapper json;
    private final Supplier<@Nullable String> key;
    private final Duration skew;
    private final List<InstantSource> clocks;

    /** @param skew {@link #SKEW}, as it passes on the clocks */
    HostReports(ObjectMapper json, Supplier<@Nullable String> key, Duration skew, InstantSource... clocks) {
        this.json = json;
        this.key = key;
        this.skew = skew;
        this.clocks = List.of(clocks);
    }

    @Override
    public SignedReport read(byte[] body, @Nullable String time, @Nullable String signature)
            throws HostReportRefusedException {
        requireSigned(body, time, signature);
        try {
            JsonNode post = json.readTree(body);
            String kind = text(post, "kind");
            return new SignedReport(report(post, kind), kind.equals("heartbeat"));
        } catch (IOException | DateTimeException | IllegalArgumentException unreadable) {
            throw new HostReportRefusedException("it is signed and cannot be read", true);
        }
    }

    private void requireSigned(byte[] body, @Nullable String time, @Nullable String signature)
            throws HostReportRefusedException {
        String secret = key.get();
        if (secret == null || time == null || signature == null || body.length > LONGEST) {
            throw new HostReportRefusedException(
                    secret == null ? "the engine key is not known yet" : "it is not signed, or too long", false);
        }
        if (!time.matches("\\d{1,12}") || !isRecent(Instant.ofEpochSecond(Long.parseLong(time)))) {
            throw new HostReportRefusedException("its time is more than 300 s off", false);
        }
        byte[] expected = HexFormat.of().formatHex(sign(secret, time, body)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))) {
            throw new HostReportRefusedException("its signature is wrong", false);
        }
    }

    private boolean isRecent(Instant time) {
        return clocks.stream()
                .anyMatch(clock -> Duration.between(time, clock.instant()).abs().compareTo(skew) <= 0);
    }

    private static byte[] sign(String secret, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((time + "\n").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    private HostReport report(JsonNode post, String kind) {
        Instant at = Instant.parse(text(post, "at"));
        return new HostReport(
                replica(text(post, "replica")),
                text(post, "instance"),
                at,
                kind.equals("phase") ? BootPhase.valueOf(text(post, "phase").toUpperCase(Locale.ROOT)) : null,
                interruption(post, kind, at),
                kind.equals("failure") ? oneLine(post.path("message").asText("")) : null);
    }

    private static @Nullable Interruption interruption(JsonNode post, String kind, Instant at) {
        return switch (kind) {
            case "interruption" -> new Interruption(Interruption.Kind.END, at, Instant.parse(text(post, "deadline")));
            case "rebalance" -> new Interruption(Interruption.Kind.RISK, at, null);
            case "heartbeat", "phase", "failure" -> null;
            default -> throw new IllegalArgumentException("there is no such kind of report");
        };
    }

    private static ReplicaId replica(String name) {
        int dash = name.lastIndexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("a replica is named DEPLOYMENT-NUMBER");
        }
        return new ReplicaId(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
    }

    private static String text(JsonNode post, String field) {
        String value = post.path(field).asText("");
        if (value.isBlank()) {
            throw new IllegalArgumentException("a report needs " + field);
        }
        return value;
    }

    /** Goes to operators' terminals and logs: no control characters, and not at any length. */
    private static String oneLine(String message) {
        String plain = message.replaceAll("[^\\x20-\\x7e]+", " ").strip();
        return plain.length() > LONGEST_MESSAGE ? plain.substring(0, LONGEST_MESSAGE) : plain;
    }
}
