package io.skipjack.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Rows under headings. A column is as wide as its longest cell, and at least as its layout says; where that is more than
 * the terminal has, the widest columns give way and their long cells are shortened. A file gets all of each cell.
 */
final class Table {
    /** A column: the gap before it, whether it is flush left, how wide it is at least. */
    private static final Pattern COLUMN = Pattern.compile("( *)%(-?)(\\d*)s");
    /** Below it a cell says nothing any more. */
    private static final int NARROWEST = 6;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String gap, boolean left, int least) {}

    /** @param layout as of {@link String#format}, such as {@code "  %-14s %8s  %s"} */
    Table(String layout, String... headings) {
        Matcher column = COLUMN.matcher(layout);
        while (column.find()) {
            String width = column.group(3);
            columns.add(new Column(
                    column.group(1),
                    !column.group(2).isEmpty() || width.isEmpty(),
                    width.isEmpty() ? 0 : Integer.parseInt(width)));
        }
        rows.add(List.of(headings));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines(Terminal terminal) {
        int[] widths = widths(terminal.columns());
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, widths, terminal.colours(), lines.isEmpty()));
        }
        return lines;
    }

    private String line(List<String> row, int[] widths, boolean colours, boolean heading) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = fitted(row.get(i), widths[i], columns.get(i), i == row.size() - 1);
            line.append(columns.get(i).gap())
                    .append(!colours || cell.isBlank() ? cell : heading ? Paint.heading(cell) : Paint.cell(cell));
        }
        return line.toString().stripTrailing();
    }

    private static String fitted(String cell, int width, Column column, boolean last) {
        String shown = cell.length() <= width ? cell : cell.substring(0, Math.max(0, width - 1)) + "…";
        String pad = " ".repeat(width - shown.length());
        return column.left() ? (last ? shown : shown + pad) : pad + shown;
    }

    private int[] widths(int room) {
        int[] longest = IntStream.range(0, columns.size())
                .map(i -> rows.stream()
                        .mapToInt(row -> i < row.size() ? row.get(i).length() : 0)
                        .max()
                        .orElse(0))
                .toArray();
        int[] widths = IntStream.range(0, longest.length)
                .map(i -> Math.max(columns.get(i).least(), longest[i]))
                .toArray();
        if (total(widths) <= room) {
            return widths;
        }
        while (total(longest) > room) {
            int widest = IntStream.range(0, longest.length)
                    .reduce((one, other) -> longest[other] >= longest[one] ? other : one)
                    .orElseThrow();
            if (longest[widest] <= NARROWEST) {
                break;
            }
            longest[widest]--;
        }
        return longest;
    }

    private long total(int[] widths) {
        return Arrays.stream(widths).asLongStream().sum()
                + columns.stream().mapToInt(column -> column.gap().length()).sum();
    }
}
