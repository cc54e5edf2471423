package io.skipjack.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.openai.OpenAiError;
import io.skipjack.openai.OpenAiErrorJson;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.Operation;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestHead;
import io.skipjack.processors.inference.Reservation;
import io.skipjack.upstream.Answer;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between HTTP messages and what the inference path knows of them. */
final class Answers {
    private static final String REQUEST_ID = "x-request-id";
    private static final int MAX_REQUEST_ID = 128;

    private static final java.util.BitSet FIRST_CHOICE = java.util.BitSet.valueOf(new long[] {1});

    private Answers() {}

    static boolean keepAlive(HttpRequest head) {
        return HttpUtil.isKeepAlive(head);
    }

    static boolean http10(HttpRequest head) {
        return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    static RequestHead facts(HttpRequest head) {
        String uri = head.uri();
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        String query = mark < 0 ? null : uri.substring(mark + 1);
        HttpHeaders headers = head.headers();
        return new RequestHead(head.method().name(), path, query, headers::get);
    }

    /** The client's own id when it is harmless to repeat, else a new one. */
    static String requestId(HttpRequest head) {
        String sent = head.headers().get(REQUEST_ID);
        return sent != null && harmless(sent) ? sent : "req_" + randomHex();
    }

    private static boolean harmless(String id) {
        if (id.isEmpty() || id.length() > MAX_REQUEST_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-_.:".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Unique, not secret: a request id is no credential, so the cheap generator does. */
    private static String randomHex() {
        var random = java.util.concurrent.ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString().replace("-", "");
    }

    static Answer.Whole error(OpenAiError error) {
        HttpHeaders headers = jsonHeaders();
        Duration retryAfter = error.retryAfter();
        if (retryAfter != null) {
            headers.set(
                    HttpHeaderNames.RETRY_AFTER,
                    Math.max(1, retryAfter.plusMillis(999).toSeconds()));
        }
        if (error.status() == 401) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        return new Answer.Whole(error.status(), headers, Unpooled.wrappedBuffer(OpenAiErrorJson.write(error)));
    }

    static HttpHeaders jsonHeaders() {
        return new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    }

    static HttpHeaders eventStreamHeaders(Inference inference) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        complete(headers, inference);
        return headers;
    }

    /** Adds what every answer carries: the request's id, and who answered it where an upstream did. */
    static void complete(HttpHeaders headers, @Nullable Inference inference) {
        if (inference == null) {
            return;
        }
        headers.set(REQUEST_ID, inference.requestId());
        Reservation place = inference.reservation();
        Tier tier = inference.tier();
        if (place != null && tier != null && inference.answeredByUpstream()) {
            headers.set("x-skipjack-tier", tier.label());
            headers.set("x-skipjack-upstream", place.upstream().id());
        }
    }

    /** An error answer for a client whose stream has begun with comments. */
    static ByteBuf asEvent(Answer.Whole whole, @Nullable Inference inference) {
        ByteBuf body = whole.body();
        try {
            if (operation(inference) == Operation.MESSAGES) {
                return Unpooled.wrappedBuffer(OpenAiErrorJson.sse(
                        OpenAiErrors.unavailable("The request could not be answered.", Duration.ofSeconds(1)),
                        Operation.MESSAGES));
            }
            ByteBuf event = Unpooled.buffer(body.readableBytes() + 16);
            event.writeBytes("data: ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            int end = body.writerIndex();
            for (int i = body.readerIndex(); i < end; i++) {
                byte b = body.getByte(i);
                // a line break would end the data line; in JSON it is white space
                event.writeByte(b == '\n' || b == '\r' ? ' ' : b);
            }
            return event.writeByte('\n').writeByte('\n');
        } finally {
            body.release();
        }
    }

    static ByteBuf shutdownEvent(@Nullable Inference inference) {
        return Unpooled.wrappedBuffer(
                OpenAiErrorJson.interrupted(OpenAiErrors.streamInterrupted(), operation(inference), FIRST_CHOICE));
    }

    private static Operation operation(@Nullable Inference inference) {
        return inference == null || inference.requestOrNull() == null
                ? Operation.CHAT
                : inference.request().operation();
    }

    static void discard(Answer answer) {
        switch (answer) {
            case Answer.Whole whole -> whole.body().release();
            case Answer.Streamed streamed -> streamed.stream().cancel();
        }
    }
}
