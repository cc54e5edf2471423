package io.skipjack.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Rows under headings. A column is as wide as its longest cell, and at least as its layout says. Where that is more than
 * the terminal has, a last column without a width, which is prose, goes under its row, and of other columns the widest
 * give way: their long cells are shortened. A file gets all of each cell.
 */
final class Table {
    /** A column: the gap before it, whether it is flush left, how wide it is at least. */
    private static final Pattern COLUMN = Pattern.compile("( *)%(-?)(\\d*)s");
    /** Below it a cell says nothing any more. */
    private static final int NARROWEST = 6;

    /** How far prose under its row is indented. */
    private static final int BELOW = 6;

    private final List<Column> columns = new ArrayList<>();
    private final boolean prose;
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
        prose = columns.getLast().least() == 0;
        rows.add(List.of(headings));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines(Terminal terminal) {
        int[] widths = widths(columns.size(), terminal.columns());
        boolean below = prose && total(widths) > terminal.columns();
        int[] shown = below ? widths(columns.size() - 1, terminal.columns()) : widths;
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            boolean heading = lines.isEmpty();
            lines.add(line(row, shown, terminal.colours(), heading));
            if (below && !heading) {
                lines.addAll(Wrapped.text(row.getLast(), terminal, BELOW));
            }
        }
        return lines;
    }

    private String line(List<String> row, int[] widths, boolean colours, boolean heading) {
        StringBuilder line = new StringBuilder();
        int count = Math.min(row.size(), widths.length);
        for (int i = 0; i < count; i++) {
            String cell = fitted(row.get(i), widths[i], columns.get(i), i == count - 1);
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

    /** Of the first columns, as roomy as the layout says; only as their cells are where that does not fit. */
    private int[] widths(int count, int room) {
        int[] longest = IntStream.range(0, count)
                .map(i -> rows.stream()
                        .mapToInt(row -> i < row.size() ? row.get(i).length() : 0)
                        .max()
                        .orElse(0))
                .toArray();
        int[] roomy = IntStream.range(0, count)
                .map(i -> Math.max(columns.get(i).least(), longest[i]))
                .toArray();
        return total(roomy) <= room ? roomy : shortened(longest, room);
    }

    private int[] shortened(int[] widths, int room) {
        if (prose && widths.length == columns.size()) {
            return widths;
        }
        int[] fitting = widths.clone();
        while (total(fitting) > room) {
            int widest = IntStream.range(0, fitting.length)
                    .reduce((one, other) -> fitting[other] >= fitting[one] ? other : one)
                    .orElseThrow();
            if (fitting[widest] <= NARROWEST) {
                break;
            }
            fitting[widest]--;
        }
        return fitting;
    }

    private long total(int[] widths) {
        return Arrays.stream(widths).asLongStream().sum()
                + columns.stream()
                        .limit(widths.length)
                        .mapToInt(column -> column.gap().length())
                        .sum();
    }
}
