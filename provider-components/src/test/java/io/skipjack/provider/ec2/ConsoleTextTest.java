package io.skipjack.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.LeaseLog;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTextTest {
    private static final Instant LAUNCHED = Instant.parse("2026-11-21T10:00:00Z");

    private static List<LeaseLog> lines(String console) {
        return ConsoleText.lines(console, LAUNCHED);
    }

    private static LeaseLog line(String at, String text) {
        return new LeaseLog(Instant.parse("2026-11-21T" + at + "Z"), text);
    }

    @Test
    void theAgentsLinesHaveTheirOwnTimeWhateverStandsBeforeThem() {
        assertThat(lines("""
                        skipjack 2026-11-21T10:01:02.345Z agent: phase running\r
                        [   63.120001] bash[812]: skipjack 2026-11-21T10:01:03.000Z engine: INFO hello\r
                        """))
                .containsExactly(line("10:01:02.345", "agent: phase running"), line("10:01:03", "engine: INFO hello"));
    }

    @Test
    void theKernelsLinesAreTimedFromTheLaunchAndOthersByTheLineBefore() {
        assertThat(lines("""
                        SeaBIOS
                        [    0.000000] Linux version 6.8.0
                        [   12.500000] cloud-init[901]: Cloud-init v. 24.1
                        ci-info: no authorized keys
                        """))
                .containsExactly(
                        line("10:00:00", "SeaBIOS"),
                        line("10:00:00", "Linux version 6.8.0"),
                        line("10:00:12.500", "cloud-init[901]: Cloud-init v. 24.1"),
                        line("10:00:12.500", "ci-info: no authorized keys"));
    }

    @Test
    void nothingSteersATerminal() {
        assertThat(lines("skipjack 2026-11-21T10:01:02Z engine: \u001b[32mINFO\u001b[0m ok\u0007"))
                .containsExactly(line("10:01:02", "engine: INFO ok"));
    }

    @Test
    void ofAConsoleWhoseBeginningIsGoneOnlyWhatCanBePlacedIsShown() {
        String filler = "skipjack 2026-11-21T10:01:02Z engine: x\n";
        String console =
                "orn line\nwithout a time\n" + filler.repeat(ConsoleText.FULL / filler.length() + 1) + "after\n";

        List<LeaseLog> lines = lines(console);

        assertThat(lines.getFirst()).isEqualTo(line("10:01:02", "engine: x"));
        assertThat(lines.getLast()).isEqualTo(line("10:01:02", "after"));
    }

    @Test
    void anEmptyConsoleHasNoLines() {
        assertThat(lines("")).isEmpty();
    }
}
