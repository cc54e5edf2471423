package io.skipjack.app.cost;

import io.skipjack.domain.ledger.BudgetStanding;
import io.skipjack.domain.ledger.CostQuestion;
import io.skipjack.domain.ledger.CostReport;
import io.skipjack.domain.ledger.CostReports;
import io.skipjack.processors.admin.CostSource;
import io.skipjack.processors.admin.RefusedEditException;
import io.skipjack.processors.admin.Since;
import io.skipjack.processors.cost.Books;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what operators ask of the ledger.
 *
 * @param books the ledger
 * @param standings how the budgets stand
 * @param keyNames what keys are called, by id, as far as this machine knows them
 */
record LedgerReports(Books books, Supplier<List<BudgetStanding>> standings, Supplier<Map<String, String>> keyNames)
        implements CostSource {
    private static final int WRONG = 400;
    private static final Duration LONGEST = Duration.ofDays(62);

    @Override
    public Map<String, Object> cost(@Nullable String since, @Nullable String until, @Nullable String deployment)
            throws RefusedEditException {
        books.follow();
        Instant now = books.now();
        Instant from = Since.parse("since", since == null ? "24h" : since, now);
        Instant end = until == null ? now : Since.parse("until", until, now);
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
        return new CostView(report, of, keyNames.get()).map();
    }
}
