package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import io.skipjack.domain.serverless.EndpointId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint costs: by the provider's invoices where there are some, estimated from the workers that were seen
 * elsewhere. Immutable.
 */
public final class EndpointCharges {
    /** Some bill by the day, and a day's bill is not whole for some hours after its end. */
    private static final Duration BILLED_WITHIN = Duration.ofHours(27);

    /** How late a look may find workers. */
    private static final Duration SEEN_WITHIN = Duration.ofHours(1);

    private final Account account;
    private final NavigableMap<Instant, WorkersSeen> seen;
    /** By their begin; later lines have taken the place of earlier ones for the same stretch. */
    private final NavigableMap<Instant, Invoice> invoices;

    private final WorkerRuns runs;

    private EndpointCharges(
            Account account, NavigableMap<Instant, WorkersSeen> seen, NavigableMap<Instant, Invoice> invoices) {
        this.account = account;
        this.seen = seen;
        this.invoices = invoices;
        this.runs = WorkerRuns.of(seen.values());
    }

    static EndpointCharges none(EndpointId id) {
        return new EndpointCharges(
                new Account(Component.SERVERLESS, id.provider(), id.deployment()), new TreeMap<>(), new TreeMap<>());
    }

    EndpointCharges with(List<WorkersSeen> looks, List<Invoice> charged) {
        NavigableMap<Instant, WorkersSeen> more = new TreeMap<>(seen);
        looks.forEach(look -> more.put(look.at(), look));
        NavigableMap<Instant, Invoice> all = new TreeMap<>(invoices);
        charged.forEach(invoice -> replace(all, invoice));
        return new EndpointCharges(account, more, all);
    }

    /** No time is charged twice: what overlaps the newer one goes. */
    private static void replace(NavigableMap<Instant, Invoice> all, Invoice invoice) {
        all.values()
                .removeIf(old ->
                        old.from().isBefore(invoice.until()) && invoice.from().isBefore(old.until()));
        all.put(invoice.from(), invoice);
    }

    Account account() {
        return account;
    }

    /** When it was first seen to run; null for never. */
    @Nullable
    Instant firstSeen() {
        return seen.isEmpty() ? null : seen.firstKey();
    }

    /**
     * The first instant of the days (UTC) whose bill may still change: of all since it ran while nothing was billed, of the last
     * day or two from then on. It may have run before a look saw that, and before midnight. Null while it never ran.
     */
    public @Nullable Instant openBillFrom() {
        Instant first = firstSeen();
        if (first == null) {
            return null;
        }
        Instant begin = first.minus(SEEN_WITHIN).truncatedTo(ChronoUnit.DAYS);
        Instant said = invoicedUntil();
        return said == null ? begin : later(begin, said.minus(BILLED_WITHIN).truncatedTo(ChronoUnit.DAYS));
    }

    /** Until when the provider has said itself what it charges; null for not at all. */
    @Nullable
    Instant invoicedUntil() {
        return invoices.isEmpty() ? null : invoices.lastEntry().getValue().until();
    }

    /** Until when it ran or may have, as far as was seen: {@code now} while workers run. */
    public Instant ranUntil(Instant now) {
        WorkersSeen look = last();
        return look == null || look.workers() > 0 ? now : look.at();
    }

    /**
     * What a provider's silence says: that the time after its last invoice is charged with nothing, such as the hour in which a
     * look found workers gone that had stopped in the hour before. Workers seen last at zero, long enough ago for any bill, are
     * needed, and an invoice: providers without bills are silent always.
     *
     * @param said what the provider has just answered for all time until {@code asked}
     * @return an invoice of nothing for the time that would be estimated for ever; empty when there is none or it is too early
     */
    public Optional<Invoice> nothingMore(List<Invoice> said, Instant asked) {
        EndpointCharges after = with(List.of(), said);
        Instant last = after.invoicedUntil();
        Instant settled = asked.minus(BILLED_WITHIN);
        if (last == null
                || ranUntil(asked).isAfter(settled)
                || after.estimated(last, asked, asked).equals(Charged.NOTHING)) {
            return Optional.empty();
        }
        Invoice latest = after.invoices.lastEntry().getValue();
        return Optional.of(new Invoice(last, settled, Money.ZERO, latest.source()));
    }

    /** How many workers it had when last looked at; null before the first look. */
    @Nullable
    WorkersSeen last() {
        return seen.isEmpty() ? null : seen.lastEntry().getValue();
    }

    /** Whether workers ran at no known price. */
    boolean unpriced() {
        return runs.unpriced();
    }

    /** Price per hour of the workers that ran when last seen. */
    Money perHour(Instant at) {
        var last = seen.floorEntry(at);
        return last == null
                ? Money.ZERO
                : runs.prices().at(at).times(last.getValue().workers());
    }

    /** Estimated before the first invoice and after the last. Between two nothing is charged: providers leave out what is nothing. */
    Charged between(Instant from, Instant until, Instant asOf) {
        if (invoices.isEmpty()) {
            return estimated(from, until, asOf);
        }
        Instant first = invoices.firstKey();
        Instant last = invoices.lastEntry().getValue().until();
        Charged sum = estimated(from, earlier(first, until), asOf).plus(estimated(later(last, from), until, asOf));
        for (Invoice invoice : overlapping(from, until)) {
            Money amount =
                    part(invoice, earlier(invoice.until(), until)).minus(part(invoice, later(invoice.from(), from)));
            sum = sum.plus(Charged.of(amount, true));
        }
        return sum;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<Invoice> overlapping(Instant from, Instant until) {
        List<Invoice> found = new ArrayList<>();
        for (Invoice invoice : invoices.headMap(until, false).values()) {
            if (invoice.until().isAfter(from)) {
                found.add(invoice);
            }
        }
        return found;
    }

    private Charged estimated(Instant from, Instant until, Instant asOf) {
        if (!until.isAfter(from)) {
            return Charged.NOTHING;
        }
        return Charged.of(runs.upTo(until, asOf).minus(runs.upTo(from, asOf)), false);
    }

    /** Up to an instant within it, evenly. */
    private static Money part(Invoice invoice, Instant instant) {
        Duration whole = Duration.between(invoice.from(), invoice.until());
        Duration gone = Duration.between(invoice.from(), instant);
        BigDecimal micros = BigDecimal.valueOf(invoice.amount().microDollars())
                .multiply(BigDecimal.valueOf(gone.toMillis()))
                .divide(BigDecimal.valueOf(Math.max(1, whole.toMillis())), 0, RoundingMode.HALF_UP);
        return new Money(micros.longValueExact());
    }
}
