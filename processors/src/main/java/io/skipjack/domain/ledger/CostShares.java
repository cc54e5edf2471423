package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.CostReport.Part;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.WorkLog.Slot;
import io.skipjack.domain.ledger.WorkLog.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who the spending was for. Each clock hour's charges for a deployment are shared out among the keys that used it in that
 * hour; what nobody used is nobody's, and the router's machine is shared as the rest of its hour is.
 */
final class CostShares {
    private final CostLedger ledger;
    private final Map<String, Money> keySpending = new TreeMap<>();
    private final Map<String, Tally> keyTallies = new TreeMap<>();
    private final Map<String, Money> modelSpending = new TreeMap<>();
    private final Map<String, Tally> modelTallies = new TreeMap<>();

    CostShares(CostLedger ledger) {
        this.ledger = ledger;
    }

    /** Takes one hour, or a part of one, in. */
    void take(CostQuestion hour, Map<Account, Charged> charges) {
        Map<String, Map<String, Tally>> use = use(hour);
        Map<String, Money> byDeployment = new TreeMap<>();
        charges.forEach((account, charged) -> byDeployment.merge(account.deployment(), charged.total(), Money::plus));
        byDeployment.forEach((deployment, spent) -> {
            Map<String, Tally> users = deployment.isEmpty() ? all(use) : use.getOrDefault(deployment, Map.of());
            shareOut(spent, users);
            modelSpending.merge(model(deployment), spent, Money::plus);
        });
        use.forEach((deployment, users) -> users.forEach((key, tally) -> {
            keyTallies.merge(key, tally, Tally::plus);
            modelTallies.merge(model(deployment), tally, Tally::plus);
        }));
    }

    private void shareOut(Money spent, Map<String, Tally> users) {
        Map<String, Long> weights = new TreeMap<>();
        users.forEach((key, tally) -> weights.put(key, tally.requestTime().toNanos()));
        if (weights.values().stream().noneMatch(weight -> weight > 0)) {
            keySpending.merge(CostReport.IDLE, spent, Money::plus);
            return;
        }
        Apportionment.of(spent, weights).forEach((key, part) -> keySpending.merge(key, part, Money::plus));
    }

    private Map<String, Map<String, Tally>> use(CostQuestion hour) {
        Map<String, Map<String, Tally>> use = new HashMap<>();
        for (Map<String, Slot> slots :
                ledger.work().between(hour.from(), hour.until()).values()) {
            slots.forEach((deployment, slot) -> {
                if (hour.isAbout(deployment)) {
                    Map<String, Tally> users = use.computeIfAbsent(deployment, none -> new TreeMap<>());
                    slot.tallies().forEach((who, tally) -> users.merge(name(who), tally, Tally::plus));
                }
            });
        }
        return use;
    }

    private static Map<String, Tally> all(Map<String, Map<String, Tally>> use) {
        Map<String, Tally> all = new TreeMap<>();
        use.values().forEach(users -> users.forEach((key, tally) -> all.merge(key, tally, Tally::plus)));
        return all;
    }

    private static String name(Who who) {
        return who.apiKey().isEmpty() ? CostReport.ANONYMOUS : who.apiKey();
    }

    private String model(String deployment) {
        DeploymentRated last = ledger.lastRates(deployment);
        return last == null ? CostReport.IDLE : last.model();
    }

    List<Part> keys() {
        return parts(keySpending, keyTallies);
    }

    List<Part> models() {
        return parts(modelSpending, modelTallies);
    }

    private static List<Part> parts(Map<String, Money> spending, Map<String, Tally> tallies) {
        List<Part> parts = new ArrayList<>();
        TreeMap<String, Tally> names = new TreeMap<>(tallies);
        spending.keySet().forEach(name -> names.putIfAbsent(name, Tally.NONE));
        names.forEach((name, tally) -> parts.add(new Part(name, spending.getOrDefault(name, Money.ZERO), tally)));
        parts.sort(Comparator.comparing(Part::spent).reversed().thenComparing(Part::name));
        return parts;
    }

    /** Whole clock hours, the first and last perhaps parts of one, that a question covers. */
    static List<CostQuestion> hours(CostQuestion question) {
        List<CostQuestion> hours = new ArrayList<>();
        Instant at = question.from();
        while (at.isBefore(question.until())) {
            Instant next = at.truncatedTo(java.time.temporal.ChronoUnit.HOURS).plusSeconds(3600);
            Instant end = next.isBefore(question.until()) ? next : question.until();
            hours.add(question.over(at, end));
            at = end;
        }
        return hours;
    }
}
