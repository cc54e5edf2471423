package io.skipjack.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {
    private static final String AZURE = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
            + "2023-11-16 18:17:03.9799600,4808,10\r\n"
            + "2023-11-16 18:17:04.0319600,3180,8\r\n"
            + "2023-11-16 18:18:04.0319600,110,0";
    private static final String MOONCAKE = """
            {"timestamp": 100, "input_length": 600, "output_length": 52, "hash_ids": [0, 7]}
            {"timestamp": 3100, "input_length": 512, "output_length": 1, "hash_ids": [0]}
            """;
    private static final String RATES = """
            t_s,requests_per_s,active_clients
            0,10.5,21
            600,0,0
            900,4,2
            """;

    @TempDir
    Path folder;

    @Test
    void azureCountsFromItsFirstRequest() throws Exception {
        assertThat(requests(AZURE))
                .containsExactly(
                        new Arrival(Duration.ZERO, Ask.of(4808, 10)),
                        new Arrival(Duration.ofMillis(52), Ask.of(3180, 8)),
                        new Arrival(Duration.ofMillis(60_052), Ask.of(110, 1)));
    }

    @Test
    void azureOf2024HasAnOffsetBehindTheTime() throws Exception {
        assertThat(requests("TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-10 00:00:00.009930+00:00,2,3\n"))
                .containsExactly(new Arrival(Duration.ZERO, Ask.of(2, 3)));
    }

    @Test
    void mooncakeBringsItsBlocks() throws Exception {
        assertThat(requests(MOONCAKE))
                .containsExactly(
                        new Arrival(Duration.ZERO, new Ask(600, 52, List.of(0L, 7L))),
                        new Arrival(Duration.ofSeconds(3), new Ask(512, 1, List.of(0L))));
    }

    @Test
    void ratesLastUntilTheNext() throws Exception {
        assertThat(read(RATES))
                .isEqualTo(new Trace.Rates(
                        "ServeGen rates",
                        new RateCurve(List.of(
                                new RateCurve.Window(Duration.ofSeconds(600), 10.5),
                                new RateCurve.Window(Duration.ofSeconds(300), 0),
                                new RateCurve.Window(Duration.ofSeconds(300), 4)))));
    }

    @Test
    void aPackedFileIsUnpacked() throws Exception {
        Path file = folder.resolve("trace.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(MOONCAKE.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new TraceFile(file, Duration.ofDays(1), Long.MAX_VALUE).read())
                .isEqualTo(read(MOONCAKE));
    }

    @Test
    void noMoreIsReadThanWanted() throws Exception {
        String broken = AZURE + "\r\nrubbish";
        Path file = written(broken);

        assertThat(((Trace.Requests) new TraceFile(file, Duration.ofSeconds(1), Long.MAX_VALUE).read()).arrivals())
                .as("up to the first that is later")
                .hasSize(3);
        assertThat(((Trace.Requests) new TraceFile(file, Duration.ofDays(1), 2).read()).arrivals())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            TIMESTAMP,ContextTokens,GeneratedTokens|2023-11-16 18:17:03,1 ~ :2: has 2 columns, not 3
            TIMESTAMP,ContextTokens,GeneratedTokens|yesterday,1,2 ~ :2: TIMESTAMP is a time such as 2023-11-16 18:17:03.98, not 'yesterday'
            TIMESTAMP,ContextTokens,GeneratedTokens|2023-11-16 18:17:03,1,2|2023-11-16 18:17:04,x,2 ~ :3: ContextTokens is a whole number up to 10000000, not 'x'
            TIMESTAMP,ContextTokens,GeneratedTokens|2023-11-16 18:17:03,1,2|2023-11-16 18:17:02,1,2 ~ :3: is earlier than the line before; sort the trace by time
            TIMESTAMP,ContextTokens,GeneratedTokens ~ : has no line of a request
            {"timestamp": 1 ~ :1: is not one JSON object
            {"timestamp": "x", "input_length": 1, "output_length": 1} ~ :1: timestamp is a number, 0 or more, not 'x'
            {"timestamp": 1, "output_length": 1} ~ :1: input_length is a whole number up to 10000000, not ''
            {"timestamp": 1, "input_length": 1, "output_length": 1, "hash_ids": ["a"]} ~ :1: hash_ids is a list of whole numbers
            t_s,requests_per_s|0,-1 ~ :2: requests_per_s is a number, 0 or more, not '-1'
            t_s,requests_per_s|0,NaN ~ :2: requests_per_s is a number, 0 or more, not 'NaN'
            hello ~ : is no trace of a known format
            """)
    void aMalformedLineIsNamed(String lines, String complaint) throws IOException {
        Path file = written(lines.replace('|', '\n'));

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> new TraceFile(file, Duration.ofDays(1), Long.MAX_VALUE).read())
                .withMessageStartingWith(file + complaint);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> new TraceFile(folder.resolve("none"), Duration.ZERO, 1).read())
                .withMessage("there is no file " + folder.resolve("none"));
    }

    private List<Arrival> requests(String text) throws Exception {
        return ((Trace.Requests) read(text)).arrivals();
    }

    private Trace read(String text) throws Exception {
        return new TraceFile(written(text), Duration.ofDays(1), Long.MAX_VALUE).read();
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("trace"), text);
    }
}
