package io.skipjack.upstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What the head of a leg's answer says of its body. */
record AnswerHead(int status, HttpHeaders headers) {
    static AnswerHead of(HttpResponse response) {
        return new AnswerHead(response.status().code(), response.headers());
    }

    boolean isGood() {
        return status < 400;
    }

    /** Not an engine speaks, but a provider's front: a login, a notice, a parked domain. */
    boolean isWebPage() {
        return isGood() && hasType("text/html");
    }

    /** Whether the body is read event by event. */
    boolean isEventStream() {
        return isGood() && hasType("text/event-stream") && !isEncoded();
    }

    /** Whether the body can be read as JSON. */
    boolean isJson() {
        return hasType("application/json") && !isEncoded();
    }

    private boolean isEncoded() {
        return headers.contains(HttpHeaderNames.CONTENT_ENCODING);
    }

    private boolean hasType(String type) {
        String sent = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return sent != null && sent.startsWith(type);
    }

    /** Where a redirect leads; null for nowhere. */
    @Nullable
    String location() {
        return headers.get(HttpHeaderNames.LOCATION);
    }
}
