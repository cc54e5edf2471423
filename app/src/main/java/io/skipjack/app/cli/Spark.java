package io.skipjack.app.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart of one line: a bar of an eighth to a whole character for each number.
 *
 * @param bars the line
 * @param most what the highest bar stands for
 */
record Spark(String bars, BigDecimal most) {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final char NOTHING = ' ';

    /** @param room characters; where there are more numbers, neighbours are added up */
    static Spark of(List<BigDecimal> numbers, int room) {
        List<BigDecimal> columns = fitted(numbers, Math.max(1, room));
        BigDecimal most = columns.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        StringBuilder bars = new StringBuilder();
        for (BigDecimal column : columns) {
            double part = most.signum() == 0 ? 0 : column.doubleValue() / most.doubleValue();
            int level = (int) Math.ceil(part * LEVELS.length()) - 1;
            bars.append(level < 0 ? NOTHING : LEVELS.charAt(Math.min(level, LEVELS.length() - 1)));
        }
        return new Spark(bars.toString(), most);
    }

    private static List<BigDecimal> fitted(List<BigDecimal> numbers, int room) {
        int each = (numbers.size() + room - 1) / room;
        if (each <= 1) {
            return numbers;
        }
        List<BigDecimal> sums = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += each) {
            sums.add(numbers.subList(i, Math.min(numbers.size(), i + each)).stream()
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        return sums;
    }
}
