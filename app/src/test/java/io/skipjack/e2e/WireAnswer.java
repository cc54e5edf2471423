package io.skipjack.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came off the wire.
 *
 * @param body after chunked decoding, whatever of it came
 * @param whole whether the HTTP message ended as its framing says; false when the connection ended first
 */
record WireAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body, boolean whole) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static WireAnswer parse(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer but: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(Map.entry(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip()));
        }
        int status = Integer.parseInt(lines[0].substring(9, 12));
        WireAnswer head = new WireAnswer(status, headers, new byte[0], false);
        return "chunked".equals(head.header("transfer-encoding"))
                ? head.dechunked(raw, end + 4)
                : head.counted(raw, end + 4);
    }

    private WireAnswer counted(byte[] raw, int from) {
        String length = header("content-length");
        byte[] rest = java.util.Arrays.copyOfRange(raw, from, raw.length);
        boolean complete = length == null || rest.length == Integer.parseInt(length);
        return new WireAnswer(status, headers, rest, complete);
    }

    private WireAnswer dechunked(byte[] raw, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int eol = at;
            while (eol < raw.length && raw[eol] != '\n') {
                eol++;
            }
            if (eol >= raw.length) {
                return new WireAnswer(status, headers, out.toByteArray(), false);
            }
            int size = Integer.parseInt(new String(raw, at, eol - at, StandardCharsets.ISO_8859_1).strip(), 16);
            if (size == 0) {
                return new WireAnswer(status, headers, out.toByteArray(), true);
            }
            int there = Math.min(size, raw.length - eol - 1);
            out.write(raw, eol + 1, there);
            at = eol + 1 + size + 2;
            if (there < size || at > raw.length) {
                return new WireAnswer(status, headers, out.toByteArray(), false);
            }
        }
    }

    @Nullable
    String header(String name) {
        return headerValues(name).stream().findFirst().orElse(null);
    }

    List<String> headerValues(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return read(text());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + json, e);
        }
    }

    /** The data of each event, in order. */
    List<String> data() {
        return text().replace("\r\n", "\n")
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    long comments() {
        return text().lines().filter(line -> line.startsWith(": waiting")).count();
    }

    boolean done() {
        return data().contains("[DONE]");
    }

    /** The code of the error that the last event reports; empty when it reports none. */
    String streamError() {
        List<String> data = data();
        return data.isEmpty() || data.getLast().equals("[DONE]")
                ? ""
                : read(data.getLast()).path("error").path("code").asText("");
    }

    /** What the assistant said, streamed or not. */
    String said() {
        if (!text().contains("data: ")) {
            return json().path("choices")
                    .path(0)
                    .path("message")
                    .path("content")
                    .asText();
        }
        StringBuilder said = new StringBuilder();
        for (String data : data()) {
            if (!data.equals("[DONE]")) {
                said.append(read(data)
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText(""));
            }
        }
        return said.toString();
    }
}
