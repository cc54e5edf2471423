package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final String REASON = "40 open requests need two of them, and one more for the rest";

    private final Table table = new Table("  %-8s %6s  %s", "NAME", "$/H", "WHY")
            .row("rack", "0.2", "ready")
            .row("a-long-name-for-one", "12.5", REASON);

    @Test
    void aFileGetsAllOfEachCell() {
        assertThat(table.lines(Terminal.NONE))
                .containsExactly(
                        "  NAME                   $/H  WHY",
                        "  rack                   0.2  ready",
                        "  a-long-name-for-one   12.5  " + REASON);
    }

    @Test
    void aTerminalGetsNoLineLongerThanItIsWide() {
        Table words = new Table("%-8s %-6s %-9s", "NAME", "$/H", "ENDPOINT")
                .row("a-long-name-for-one", "12.5", "http://127.0.0.1:8080/v1");
        for (int columns : new int[] {40, 60, 80}) {
            Terminal terminal = terminal(columns, Map.of("NO_COLOR", "1"));
            assertThat(table.lines(terminal))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
            assertThat(words.lines(terminal))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
        }
        assertThat(words.lines(terminal(40, Map.of("NO_COLOR", "1"))).getLast())
                .isEqualTo("a-long-name-for-… 12.5 http://127.0.0.1…");
    }

    @Test
    void proseGoesUnderItsRowAndIsAllThere() {
        assertThat(table.lines(terminal(50, Map.of("NO_COLOR", "1"))))
                .containsExactly(
                        "  NAME                   $/H",
                        "  rack                   0.2",
                        "      ready",
                        "  a-long-name-for-one   12.5",
                        "      40 open requests need two of them, and one",
                        "      more for the rest");
    }

    @Test
    void wordsAreColouredOnATerminalOnly() {
        assertThat(table.lines(terminal(120, Map.of()))).anyMatch(line -> line.contains("\u001b[32mready\u001b[0m"));
        assertThat(table.lines(terminal(120, Map.of("NO_COLOR", "1")))).noneMatch(line -> line.contains("\u001b"));
        assertThat(table.lines(terminal(120, Map.of("TERM", "dumb")))).noneMatch(line -> line.contains("\u001b"));
        assertThat(table.lines(terminal(0, Map.of()))).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void cellsOfCsvAreQuotedWhereTheyMustBe() {
        assertThat(Csv.line("a", 1, null, "b,c", "say \"x\"", "two\nlines"))
                .isEqualTo("a,1,,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\"");
    }

    private static Terminal terminal(int columns, Map<String, String> environment) {
        return Terminal.of(columns, false, environment);
    }
}
