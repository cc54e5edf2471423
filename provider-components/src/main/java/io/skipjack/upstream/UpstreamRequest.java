package io.skipjack.upstream;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/**
 * One request to one upstream; can be sent more than once.
 *
 * @param target path and query as sent
 * @param body not modified; empty for GET
 */
@SuppressWarnings("ArrayRecordComponent") // handed through without a copy; compared by nobody
record UpstreamRequest(Origin origin, HttpMethod method, String target, HttpHeaders headers, byte[] body) {
    UpstreamRequest {
        headers.set(HttpHeaderNames.HOST, origin.hostHeader());
        if (!method.equals(HttpMethod.GET)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
    }

    static HttpHeaders newHeaders() {
        return new DefaultHttpHeaders();
    }

    /** Without headers and body: they hold secrets. */
    @Override
    public String toString() {
        return "UpstreamRequest[" + method + " " + origin + "]";
    }

    FullHttpRequest message() {
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, method, target, Unpooled.wrappedBuffer(body), headers, EmptyHttpHeaders.INSTANCE);
    }
}
