package io.skipjack.provider.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests from a socket: head, then body by Content-Length or chunked. Strict enough to notice a router's mistakes. */
final class RequestReader {
    private static final int MAX_HEAD_BYTES = 65_536;
    private static final long MAX_BODY_BYTES = 256L << 20;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final OutputStream out;

    RequestReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The head of the next request with an empty body; null when the client closed instead. */
    @Nullable
    ReceivedRequest head() throws IOException {
        String line = line(true);
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new IOException("not a request line");
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        int budget = MAX_HEAD_BYTES;
        for (String header = need(line(false)); !header.isEmpty(); header = need(line(false))) {
            int colon = header.indexOf(':');
            budget -= header.length();
            if (colon < 1 || budget < 0) {
                throw new IOException("not a header, or too many");
            }
            headers.add(Map.entry(
                    header.substring(0, colon), header.substring(colon + 1).strip()));
        }
        return new ReceivedRequest(parts[0], parts[1], List.copyOf(headers), new byte[0], Instant.now());
    }

    byte[] body(ReceivedRequest head) throws IOException {
        String coding = head.header("transfer-encoding");
        String length = head.header("content-length");
        if (coding == null && (length == null || length.equals("0"))) {
            return new byte[0];
        }
        if ("100-continue".equalsIgnoreCase(head.header("expect"))) {
            out.write(CONTINUE);
        }
        if (coding != null) {
            if (!coding.toLowerCase(Locale.ROOT).equals("chunked")) {
                throw new IOException("unknown transfer coding");
            }
            return chunked();
        }
        return exactly(number(need(length), 10));
    }

    private byte[] chunked() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = need(line(false));
            int extension = size.indexOf(';');
            long length = number(extension < 0 ? size : size.substring(0, extension), 16);
            if (length == 0) {
                break;
            }
            if (body.size() + length > MAX_BODY_BYTES) {
                throw new IOException("body too large");
            }
            body.writeBytes(exactly(length));
            if (!need(line(false)).isEmpty()) {
                throw new IOException("chunk without an end");
            }
        }
        while (!need(line(false)).isEmpty()) {
            // trailers are read and forgotten
        }
        return body.toByteArray();
    }

    private byte[] exactly(long length) throws IOException {
        if (length > MAX_BODY_BYTES) {
            throw new IOException("body too large");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("body cut short");
        }
        return bytes;
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text.strip(), radix);
        } catch (NumberFormatException e) {
            throw new IOException("not a length", e);
        }
    }

    private static String need(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException("closed in the middle of a request");
        }
        return line;
    }

    private @Nullable String line(boolean mayEnd) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && mayEnd && line.size() == 0) {
                return null;
            }
            if (b < 0 || line.size() > MAX_HEAD_BYTES) {
                throw new EOFException("line without an end");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
