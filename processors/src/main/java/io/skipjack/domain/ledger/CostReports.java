package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.CostReport.Hour;
import io.skipjack.domain.ledger.CostReport.Line;
import io.skipjack.domain.ledger.CostReport.Month;
import io.skipjack.domain.ledger.CostReport.Part;
import io.skipjack.domain.ledger.CostReport.TierUse;
import io.skipjack.domain.ledger.WorkLog.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers questions from a ledger. Pure: the same ledger and question give the same report. */
public final class CostReports {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String AS_LAST_DAY = "each day that is left costs what the last 24 hours did";
    private static final String AS_SO_FAR = "it goes on as it has since the ledger began, which is less than a day";
    private static final String NO_PRICE = "ran at no known price: not in the sum";

    private CostReports() {}

    public static CostReport of(CostLedger ledger, CostQuestion asked) {
        CostQuestion question = asked.over(begin(ledger, asked), asked.until());
        Spending spending = new Spending(ledger);
        CostShares shares = new CostShares(ledger);
        Map<Account, Charged> sums = new LinkedHashMap<>();
        List<Hour> hours = new ArrayList<>();
        for (CostQuestion hour : CostShares.hours(question)) {
            Map<Account, Charged> charges = spending.between(hour);
            shares.take(hour, charges);
            hours.add(new Hour(hour.from(), total(charges).total()));
            charges.forEach((account, charged) -> sums.merge(account, charged, Charged::plus));
        }
        List<Line> lines = lines(ledger, question, sums);
        return new CostReport(
                question.from(),
                question.until(),
                lines,
                total(sums),
                hours,
                tiers(ledger, question, lines),
                new Baselines(ledger).of(question),
                spending.perHour(question),
                month(spending, question, ledger.began()),
                shares.keys(),
                shares.models());
    }

    /** The spending shared out by API key alone, as {@link CostReport#keys} has it. */
    static List<Part> keys(CostLedger ledger, CostQuestion asked) {
        Spending spending = new Spending(ledger);
        CostShares shares = new CostShares(ledger);
        for (CostQuestion hour : CostShares.hours(asked.over(begin(ledger, asked), asked.until()))) {
            shares.take(hour, spending.between(hour));
        }
        return shares.keys();
    }

    /** A whole minute or hour; not before the ledger began, or what is spent per hour would look like less. */
    private static Instant begin(CostLedger ledger, CostQuestion asked) {
        Instant began = ledger.began();
        Instant from = began != null && asked.from().isBefore(began) ? began : asked.from();
        return ledger.work().begin(from);
    }

    /** What all that runs now costs per hour, by deployment; the routers' machines under the empty name. */
    public static Map<String, Money> perHour(CostLedger ledger, Instant now) {
        Spending spending = new Spending(ledger);
        CostQuestion all = new CostQuestion(now, now, now, null);
        Map<String, Money> rates = new LinkedHashMap<>();
        Money sum = Money.ZERO;
        for (String name : ledger.rated()) {
            Money rate = spending.perHour(new CostQuestion(now, now, now, name));
            rates.put(name, rate);
            sum = sum.plus(rate);
        }
        rates.put("", spending.perHour(all).minus(sum));
        return rates;
    }

    /** What this calendar month (UTC) has cost so far. */
    public static CostReport ofMonth(CostLedger ledger, Instant now) {
        return of(ledger, new CostQuestion(Budget.Period.MONTH.begin(now), now, now, null));
    }

    private static Charged total(Map<Account, Charged> charges) {
        return charges.values().stream().reduce(Charged.NOTHING, Charged::plus);
    }

    private static List<Line> lines(CostLedger ledger, CostQuestion question, Map<Account, Charged> sums) {
        Map<Account, Charged> all = new LinkedHashMap<>(sums);
        List<Account> unpriced = new ArrayList<>();
        for (EndpointCharges endpoint : ledger.endpoints()) {
            if (endpoint.unpriced() && question.isAbout(endpoint.account().deployment())) {
                unpriced.add(endpoint.account());
                all.putIfAbsent(endpoint.account(), Charged.NOTHING);
            }
        }
        List<Line> lines = new ArrayList<>();
        all.forEach((account, charged) -> lines.add(
                new Line(account, charged, !unpriced.contains(account), unpriced.contains(account) ? NO_PRICE : "")));
        lines.sort(Comparator.comparing((Line line) -> line.charged().total())
                .reversed()
                .thenComparing(line -> line.account().toString()));
        return lines;
    }

    private static List<TierUse> tiers(CostLedger ledger, CostQuestion question, List<Line> lines) {
        Map<Tier, Tally> tallies = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            tallies.put(tier, Tally.NONE);
        }
        for (Map<String, Slot> slots :
                ledger.work().between(question.from(), question.until()).values()) {
            slots.forEach((deployment, slot) -> slot.tallies().forEach((who, tally) -> {
                if (who.tier() != null && question.isAbout(deployment)) {
                    tallies.merge(who.tier(), tally, Tally::plus);
                }
            }));
        }
        List<TierUse> uses = new ArrayList<>();
        tallies.forEach((tier, tally) -> uses.add(new TierUse(tier, tally, spent(tier, tally, lines))));
        return uses;
    }

    /** Null where nothing is known of what answered: upstreams that the user names have no price. */
    private static @Nullable Money spent(Tier tier, Tally tally, List<Line> lines) {
        Money sum = Money.ZERO;
        boolean any = false;
        for (Line line : lines) {
            if (tier(line.account().component()) == tier) {
                any = true;
                if (!line.known()) {
                    return null;
                }
                sum = sum.plus(line.charged().total());
            }
        }
        return any || tally.requests() == 0 ? sum : null;
    }

    private static @Nullable Tier tier(Component component) {
        return switch (component) {
            case SPOT, ON_DEMAND, STORAGE -> Tier.SPOT;
            case SERVERLESS -> Tier.SERVERLESS;
            case ROUTER -> null;
        };
    }

    private static Month month(Spending spending, CostQuestion question, @Nullable Instant began) {
        Instant now = question.asOf();
        Instant begin = Budget.Period.MONTH.begin(now);
        Money spent = spending.total(question.over(begin, now));
        Instant dayAgo = now.minus(A_DAY);
        Instant since = began != null && began.isAfter(dayAgo) ? began : dayAgo;
        Duration lately = Duration.between(since, now);
        Money spentLately = spending.total(question.over(since, now));
        Duration left = Duration.between(now, Budget.Period.MONTH.end(now));
        Money rest = lately.toMillis() <= 0
                ? spending.perHour(question).over(left)
                : new Money(Math.round(spentLately.microDollars() * ((double) left.toMillis() / lately.toMillis())));
        return new Month(begin, spent, spent.plus(rest), since.equals(dayAgo) ? AS_LAST_DAY : AS_SO_FAR);
    }
}
