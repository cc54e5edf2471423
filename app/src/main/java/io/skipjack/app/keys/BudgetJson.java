package io.skipjack.app.keys;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Dollars;
import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.cost.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The budget of a key as JSON: {@code {"day":"5","month":"100","warn_percent":80,"action":"refuse"}}, where one of the
 * amounts may be missing or null. Dollars are text, which no program rounds; a number is read too.
 */
public final class BudgetJson {
    static final String DAY = "day";
    static final String MONTH = "month";
    static final String WARN_PERCENT = "warn_percent";
    static final String ACTION = "action";
    private static final Set<String> MEMBERS = Set.of(DAY, MONTH, WARN_PERCENT, ACTION);

    private BudgetJson() {}

    /**
     * Reads it strictly. Without an action it refuses, for a key is given a budget to be held to it.
     *
     * @throws ConfigException saying what is wrong with it
     */
    public static BudgetSpec read(JsonNode node) {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(MEMBERS);
        if (!node.isObject() || !unknown.isEmpty()) {
            throw new ConfigException(
                    "a key's budget is JSON such as {\"day\": \"5.00\", \"month\": \"100\", \"warn_percent\": 80,"
                            + " \"action\": \"refuse\"}");
        }
        try {
            return new BudgetSpec(amount(node, DAY), amount(node, MONTH), percent(node), action(node));
        } catch (IllegalArgumentException broken) {
            throw new ConfigException(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static @Nullable Money amount(JsonNode node, String member) {
        if (!node.hasNonNull(member)) {
            return null;
        }
        JsonNode amount = node.path(member);
        try {
            return Dollars.read(amount.isTextual() || amount.isNumber() ? amount.asText() : "");
        } catch (IllegalArgumentException none) {
            throw new ConfigException("a budget's " + member + " " + none.getMessage(), none);
        }
    }

    private static int percent(JsonNode node) {
        if (!node.hasNonNull(WARN_PERCENT)) {
            return Budget.WARN_PERCENT;
        }
        if (!node.path(WARN_PERCENT).isInt()) {
            throw new ConfigException("warn_percent must be a whole number from 1 to 100");
        }
        return node.path(WARN_PERCENT).intValue();
    }

    private static Budget.Action action(JsonNode node) {
        if (!node.hasNonNull(ACTION)) {
            return Budget.Action.REFUSE;
        }
        String label = node.path(ACTION).asText();
        return Arrays.stream(Budget.Action.values())
                .filter(action -> action.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new ConfigException("a key's budget can warn or refuse, not '" + label + "'"));
    }

    /** What {@link #read} reads. */
    public static Map<String, Object> map(BudgetSpec budget) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(DAY, dollars(budget.day()));
        map.put(MONTH, dollars(budget.month()));
        map.put(WARN_PERCENT, budget.warnPercent());
        map.put(ACTION, budget.action().label());
        return map;
    }

    static @Nullable String dollars(@Nullable Money amount) {
        return amount == null ? null : amount.dollars().stripTrailingZeros().toPlainString();
    }

    /** In words: {@code $5 a day and $100 a month, warns at 80 %, then refuse}. */
    static String words(BudgetSpec budget) {
        List<String> amounts = new ArrayList<>();
        if (budget.day() != null) {
            amounts.add("$" + dollars(budget.day()) + " a day");
        }
        if (budget.month() != null) {
            amounts.add("$" + dollars(budget.month()) + " a month");
        }
        return "%s, warns at %d %%, then %s"
                .formatted(
                        String.join(" and ", amounts),
                        budget.warnPercent(),
                        budget.action().label());
    }
}
