package io.skipjack.app.cli.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/**
 * A file of a public trace, as it is or packed by gzip. The format is told by its first line.
 *
 * @param path of the file
 * @param until how much of the trace's time is wanted; what comes later is not read, so that a week fits into memory
 * @param most how many requests are wanted
 */
public record TraceFile(Path path, Duration until, long most) {
    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;

    /** @throws TraceException when it cannot be read, is of no known format, or has a malformed line */
    public Trace read() throws TraceException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(path));
                InputStream plain = unpacked(raw);
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return read(lines);
        } catch (NoSuchFileException missing) {
            throw new TraceException("there is no file " + path, missing);
        } catch (IOException unreadable) {
            throw new TraceException("cannot read " + path + ", " + unreadable.getMessage(), unreadable);
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        raw.mark(2);
        boolean packed = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
        raw.reset();
        return packed ? new GZIPInputStream(raw) : raw;
    }

    private Trace read(BufferedReader lines) throws IOException, TraceException {
        String first = lines.readLine();
        TraceLines format = first == null ? null : TraceLines.of(first.strip());
        if (first == null || format == null) {
            throw new TraceException(path + ": is no trace of a known format; the first line is {\"timestamp\": ...} of"
                    + " Mooncake, " + AzureLines.HEADER + " of Azure, or " + RateLines.HEADER + " of ServeGen rates");
        }
        String line = format.hasHeader() ? lines.readLine() : first;
        int number = format.hasHeader() ? 2 : 1;
        Rows rows = new Rows(format);
        while (line != null && rows.more(line, number)) {
            line = lines.readLine();
            number++;
        }
        return rows.trace();
    }

    /** What was read so far. */
    private final class Rows {
        private final TraceLines format;
        private Duration begin = Duration.ZERO;
        private Duration last = Duration.ZERO;
        private long count;

        Rows(TraceLines format) {
            this.format = format;
        }

        /** Takes one more line; false when it is the last that is wanted. */
        boolean more(String line, int number) throws TraceException {
            if (line.isBlank()) {
                return true;
            }
            Duration at;
            try {
                at = format.take(line);
            } catch (IllegalArgumentException | ArithmeticException malformed) {
                throw new TraceException(path + ":" + number + ": " + malformed.getMessage(), malformed);
            }
            if (count++ == 0) {
                begin = at;
            } else if (at.compareTo(last) < 0) {
                throw new TraceException(
                        path + ":" + number + ": is earlier than the line before; sort the trace by time");
            }
            last = at;
            // of rates, all count for their mean
            return format instanceof RateLines
                    || (count < most && at.minus(begin).compareTo(until) <= 0);
        }

        Trace trace() throws TraceException {
            if (count == 0) {
                throw new TraceException(path + ": has no line of a request");
            }
            return format.trace(begin);
        }
    }
}
