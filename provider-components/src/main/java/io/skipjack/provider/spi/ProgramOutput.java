package io.skipjack.provider.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one of a program's streams to its end, so that the program never waits for us, and keeps the first MiB. */
final class ProgramOutput implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST_BYTES = 1 << 20;
    /** Colours, and the lines of the boxes that tools draw around what they say. */
    private static final Pattern ORNAMENT = Pattern.compile("\\u001B\\[[0-9;?]*[A-Za-z]|[\\u2500-\\u259F]+");

    private static final Pattern JSON_BEGINS = Pattern.compile("^[\\[{]", Pattern.MULTILINE);

    private final InputStream in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;
    private boolean cut;

    ProgramOutput(InputStream in) {
        this.in = in;
        reader = Thread.ofVirtual().name("program-output").start(this::read);
    }

    private void read() {
        byte[] piece = new byte[8192];
        try {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                keep(piece, length);
            }
        } catch (IOException closed) {
            // what came until now is what there is
        }
    }

    private synchronized void keep(byte[] piece, int length) {
        int room = MOST_BYTES - kept.size();
        kept.write(piece, 0, Math.min(room, length));
        cut |= length > room;
    }

    /** Waits for the end of the stream. */
    boolean ended(Duration patience) throws InterruptedException {
        return reader.join(patience);
    }

    /** What came, whole lines only where it was cut: half a secret could not be told from other words. */
    synchronized String text() {
        byte[] bytes = kept.toByteArray();
        int end = bytes.length;
        while (cut && end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    static ProgramAnswer answer(int exitCode, String out, String err, Redaction redaction) {
        String said = err.isBlank() ? out : err;
        return new ProgramAnswer(
                exitCode, redaction.of(out), redaction.of(err), json(out), redaction.sentence(plain(said)));
    }

    private static String plain(String said) {
        String text = ORNAMENT.matcher(said).replaceAll(" ");
        String small = text.toLowerCase(Locale.ROOT);
        return small.contains("<html") || small.contains("<!doctype") ? "an HTML page" : text;
    }

    /** Tools may print a notice before what they were asked for. */
    private static JsonNode json(String out) {
        return JSON_BEGINS
                .matcher(out)
                .results()
                .map(begin -> parsed(out.substring(begin.start())))
                .filter(found -> !found.isMissingNode())
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }
}
