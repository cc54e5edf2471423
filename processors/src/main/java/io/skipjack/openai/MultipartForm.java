package io.skipjack.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields {@code model} and {@code stream} in a {@code multipart/form-data} body, which itself is passed on as
 * it came.
 *
 * <p>Strict, so that no other parser can read other fields out of the same bytes: no preamble, CRLF only, the delimiter
 * nowhere but where a part begins or the body ends, no field twice.
 */
final class MultipartForm {
    private static final int MOST_PARTS = 64;
    private static final int LONGEST_HEAD = 8 * 1024;
    private static final int LONGEST_VALUE = 1024;

    private final byte[] body;
    private final byte[] delimiter;
    private int at;
    private @Nullable String model;
    private @Nullable String stream;

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    static MultipartForm read(byte[] body, String boundary) throws OpenAiException {
        MultipartForm form = new MultipartForm(body, boundary);
        form.readParts();
        return form;
    }

    @Nullable
    String model() throws OpenAiException {
        return model == null ? null : Fields.model(model);
    }

    boolean stream() throws OpenAiException {
        return switch (stream == null ? "false" : stream.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on", "t", "y" -> true;
            case "false", "0", "no", "off", "f", "n", "" -> false;
            default -> throw Fields.invalid("'stream' must be true or false.", "stream");
        };
    }

    private void readParts() throws OpenAiException {
        if (find(0) != 0) {
            throw malformed();
        }
        for (int parts = 0; parts <= MOST_PARTS; parts++) {
            int after = at + delimiter.length;
            if (startsWith(after, "--")) {
                ending(after + 2);
                return;
            }
            if (!startsWith(after, "\r\n")) {
                throw malformed();
            }
            part(after + 2);
        }
        throw Fields.invalid("The multipart body has more than " + MOST_PARTS + " parts.");
    }

    /** Reads one part and stands on the delimiter after it. */
    private void part(int from) throws OpenAiException {
        int head = from;
        while (!startsWith(head, "\r\n\r\n")) {
            head++;
            if (head - from > LONGEST_HEAD || head >= body.length) {
                throw malformed();
            }
        }
        PartHeaders headers = PartHeaders.read(new String(body, from, head - from, StandardCharsets.UTF_8));
        int next = find(head + 4);
        if (next < head + 6 || !startsWith(next - 2, "\r\n")) {
            throw malformed();
        }
        field(headers, head + 4, next - 2);
        at = next;
    }

    private void field(PartHeaders headers, int from, int to) throws OpenAiException {
        switch (headers.name()) {
            case "model" -> model = value(headers, from, to, model);
            case "stream" -> stream = value(headers, from, to, stream);
            default -> {}
        }
    }

    private String value(PartHeaders headers, int from, int to, @Nullable String before) throws OpenAiException {
        byte[] text = Arrays.copyOfRange(body, from, Math.min(to, from + LONGEST_VALUE + 1));
        boolean plain = !headers.file() && !headers.encoded() && before == null && text.length <= LONGEST_VALUE;
        if (!plain || new String(text, StandardCharsets.UTF_8).indexOf('\uFFFD') >= 0) {
            throw Fields.invalid("'" + headers.name() + "' must be one plain form field.", headers.name());
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private void ending(int from) throws OpenAiException {
        if (body.length != from && !(startsWith(from, "\r\n") && body.length == from + 2)) {
            throw malformed();
        }
    }

    /** Offset of the next delimiter; -1 for none. */
    private int find(int from) {
        int last = body.length - delimiter.length;
        int i = from;
        while (i <= last) {
            if (i + Swar.WIDTH <= body.length) {
                long dashes = Swar.equalTo(Swar.load(body, i), '-');
                i += Swar.first(dashes);
                if (dashes == 0) {
                    continue;
                }
            }
            if (i <= last && Arrays.equals(body, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return i;
            }
            i++;
        }
        return -1;
    }

    private boolean startsWith(int offset, String ascii) {
        if (offset < 0 || offset + ascii.length() > body.length) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (body[offset + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static OpenAiException malformed() {
        return Fields.invalid("The multipart body is malformed.");
    }
}
