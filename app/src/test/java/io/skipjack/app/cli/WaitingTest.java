package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final StringWriter err = new StringWriter();

    @Test
    void whatIsQuickIsNotTold() {
        Waiting.begun(new PrintWriter(err), true, "waiting").close();

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatTakesLongIsToldInPlaceOnATerminalAndTakenAwayAfterIt() {
        try (Waiting waiting = Waiting.begun(new PrintWriter(err), true, "waiting for it")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !err.toString().isEmpty());
        }

        assertThat(err.toString()).startsWith("\r\u001b[Kwaiting for it, 1 s").endsWith("\r\u001b[K");
    }

    @Test
    void elsewhereItIsALine() {
        try (Waiting waiting = Waiting.begun(new PrintWriter(err), false, "waiting for it")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !err.toString().isEmpty());
        }

        assertThat(err.toString()).isEqualTo("waiting for it, 3 s" + System.lineSeparator());
    }

    @Test
    void aLineThatGoesOnIsUnderTheOthers() {
        Lines lines = new Lines(new PrintWriter(err), 80);
        lines.pending("booting");
        lines.print("done");

        assertThat(err.toString()).contains("s  booting\r\u001b[Kdone");
    }
}
