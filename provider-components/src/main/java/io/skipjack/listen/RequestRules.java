package io.skipjack.listen;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.skipjack.openai.OpenAiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request's head must look like before anything of its body is read. Where two readers of HTTP could disagree on
 * where a request ends (RFC 9112, sections 6 and 11.2), it is refused, so that nothing can be smuggled past a proxy in
 * front of us or past us to an engine.
 */
final class RequestRules {
    private static final int MAX_HEADERS = 100;

    private RequestRules() {}

    /** Why the head is refused; null when it is fine. */
    static @Nullable OpenAiError check(HttpRequest head, int maxBodyBytes) {
        OpenAiError malformed = malformed(head.decoderResult());
        if (malformed != null) {
            return malformed;
        }
        HttpHeaders headers = head.headers();
        if (headers.size() > MAX_HEADERS) {
            return error(431, "The request has more than " + MAX_HEADERS + " headers.");
        }
        OpenAiError framing = framing(head, headers);
        if (framing != null) {
            return framing;
        }
        if (!all(headers, HttpHeaderNames.CONTENT_ENCODING, "identity")) {
            return error(415, "Compressed request bodies are not accepted; send the body as it is.");
        }
        if (!all(headers, HttpHeaderNames.EXPECT, "100-continue")) {
            return error(417, "The only expectation that is met is 100-continue.");
        }
        if (contentLength(headers) > maxBodyBytes) {
            return tooLarge(maxBodyBytes);
        }
        return null;
    }

    private static @Nullable OpenAiError malformed(DecoderResult decoded) {
        if (!decoded.isFailure()) {
            return null;
        }
        return switch (decoded.cause()) {
            case TooLongHttpLineException e -> error(414, "The request line is too long.");
            case TooLongHttpHeaderException e -> error(431, "The request headers are too large.");
            case TooLongFrameException e -> error(431, "The request headers are too large.");
            default -> error(400, "The request is not well-formed HTTP.");
        };
    }

    private static @Nullable OpenAiError framing(HttpRequest head, HttpHeaders headers) {
        HttpVersion version = head.protocolVersion();
        boolean http11 = version.equals(HttpVersion.HTTP_1_1);
        if (!http11 && !version.equals(HttpVersion.HTTP_1_0)) {
            return error(505, "Only HTTP/1.1 is spoken here.");
        }
        List<String> coding = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> length = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (!coding.isEmpty()
                && (!http11
                        || !length.isEmpty()
                        || coding.size() > 1
                        || !coding.getFirst().equalsIgnoreCase("chunked"))) {
            return error(400, "The request's length is ambiguous.");
        }
        if (length.size() > 1 || (length.size() == 1 && !digits(length.getFirst()))) {
            return error(400, "The Content-Length is not a number.");
        }
        List<String> host = headers.getAll(HttpHeaderNames.HOST);
        if (host.size() > 1 || (http11 && host.isEmpty())) {
            return error(400, "The request needs one Host header.");
        }
        return null;
    }

    /** Whether each header of this name, if there is any, has this value. */
    private static boolean all(HttpHeaders headers, CharSequence name, String value) {
        var sent = headers.valueCharSequenceIterator(name);
        while (sent.hasNext()) {
            if (!sent.next().toString().equalsIgnoreCase(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean digits(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The declared length, or -1 for none; only for heads that passed {@link #check}. */
    static long contentLength(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }

    static OpenAiError tooLarge(int maxBodyBytes) {
        return error(413, "The request body is larger than " + maxBodyBytes + " bytes.");
    }

    static OpenAiError error(int status, String message) {
        return new OpenAiError(status, "invalid_request_error", null, message, null, null);
    }
}
