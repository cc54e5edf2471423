package io.skipjack.app.cost;

import io.skipjack.domain.ledger.BudgetStanding;
import io.skipjack.domain.ledger.CostQuestion;
import io.skipjack.domain.ledger.CostReport;
import io.skipjack.domain.ledger.CostReports;
import io.skipjack.processors.admin.CostSource;
import io.skipjack.processors.admin.RefusedEditException;
import io.skipjack.processors.cost.Books;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers what operators ask of the ledger.
 *
 * @param books the ledger
 * @param standings how the budgets stand
 */
record LedgerReports(Books books, Supplier<List<BudgetStanding>> standings) implements CostSource {
    private static final int WRONG = 400;
    private static final Duration LONGEST = Duration.ofDays(62);
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

    @Override
    public Map<String, Object> cost(@Nullable String since, @Nullable String until, @Nullable String deployment)
            throws RefusedEditException {
        books.follow();
        Instant now = books.now();
        Instant from = instant("since", since == null ? "24h" : since, now);
        Instant end = until == null ? now : instant("until", until, now);
        if (from.isBefore(now.minus(LONGEST))) {
            throw new RefusedEditException(WRONG, "since goes back 62 days at most");
        }
        if (!end.isAfter(from)) {
            throw new RefusedEditException(WRONG, "until must be after since");
        }
        if (deployment != null && !books.ledger().rated().contains(deployment)) {
            throw new RefusedEditException(404, "the ledger knows no deployment '" + deployment + "'");
        }
        CostReport report = CostReports.of(books.ledger(), new CostQuestion(from, end, now, deployment));
        List<BudgetStanding> of = standings.get().stream()
                .filter(standing ->
                        deployment == null || standing.budget().name().equals(deployment))
                .toList();
        return new CostView(report, of).map();
    }

    private static Instant instant(String name, String text, Instant now) throws RefusedEditException {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException neither) {
            throw new RefusedEditException(
                    WRONG, name + " takes a time such as 24h, 30m or 7d, or an instant such as 2026-11-29T00:00:00Z");
        }
    }
}
