package io.skipjack.app.webhooks;

import io.skipjack.domain.event.OperatorEvent;
import io.skipjack.processors.admin.EventMap;
import io.skipjack.processors.admin.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a webhook is sent of an event. */
final class Message {
    private static final String HMAC = "HmacSHA256";

    private Message() {}

    static byte[] body(Webhook webhook, OperatorEvent event, JsonText json) {
        return json.of(
                switch (webhook.kind()) {
                    case GENERIC -> EventMap.of(event);
                    case SLACK -> Map.of("text", slack(event));
                });
    }

    private static String slack(OperatorEvent event) {
        String whose = event.deployment().isEmpty() ? "" : "*" + escaped(event.deployment()) + "* ";
        return "%s`%s` %s".formatted(whose, event.kind(), escaped(event.text()));
    }

    /** The three that Slack gives a meaning: a cloud's words must not call a whole channel. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * {@code t=SECONDS,v1=HEX}: HMAC-SHA256 over the seconds since 1970, a dot, and the body. The time is signed with it, so
     * that who receives it can turn away what somebody recorded and sends again.
     */
    static String signature(String secret, Instant at, byte[] body) {
        long seconds = at.getEpochSecond();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(mac.doFinal(body)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + HMAC, impossible);
        }
    }
}
