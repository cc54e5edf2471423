package io.skipjack.provider.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of HTTP/1.1 framing, right ones and wrong ones. */
final class WireBytes {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK_WITH_TRAILERS =
            "0\r\nx-checksum: 5eed\r\nserver-timing: total;dur=1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private WireBytes() {}

    /** The first {@code length} bytes of a piece as one chunk, in one array so that it is one write. */
    static byte[] chunk(byte[] piece, int length, boolean extended) {
        String size = Integer.toHexString(length) + (extended ? ";ext=\"a;b\"" : "") + "\r\n";
        byte[] bytes = new byte[size.length() + length + 2];
        System.arraycopy(size.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, size.length());
        System.arraycopy(piece, 0, bytes, size.length(), length);
        bytes[bytes.length - 2] = '\r';
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }

    static byte[] lastChunk(boolean withTrailers) {
        return withTrailers ? LAST_CHUNK_WITH_TRAILERS : LAST_CHUNK;
    }

    static byte[] join(byte[] head, byte[] body, int length) {
        byte[] bytes = new byte[head.length + length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(body, 0, bytes, head.length, length);
        return bytes;
    }

    static void faultyHeaders(StringBuilder head, Map<FaultKind, Fault> armed) {
        if (armed.containsKey(FaultKind.GARBAGE_HEADERS)) {
            head.append("this line is no header\r\n: no name\r\nbad name: x\r\nx-ctl: a\u0001b\r\n");
        }
        if (armed.containsKey(FaultKind.TRAILERS)) {
            head.append("trailer: x-checksum, server-timing\r\n");
        }
        @Nullable Fault padding = armed.get(FaultKind.OVERSIZED_HEADERS);
        if (padding != null) {
            head.append("x-padding: ").repeat('p', (int) padding.amount()).append("\r\n");
        }
        @Nullable Fault cookies = armed.get(FaultKind.SET_COOKIES);
        for (int i = 1; cookies != null && i <= cookies.amount(); i++) {
            head.append("set-cookie: c").append(i).append("=v").append(i).append("; Path=/, ok\r\n");
        }
    }

    static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Entity";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status";
        };
    }
}
