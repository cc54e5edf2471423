package io.skipjack.app.keys;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.cost.BudgetSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key may spend, among the members of its entry in the file: {@code budget}, and {@code budget_changes}
 * {@code [{at,by,before,after}]}. Each may be missing.
 */
final class AllowanceCodec {
    private static final String BUDGET = "budget";
    private static final String CHANGES = "budget_changes";

    private AllowanceCodec() {}

    /** @throws ConfigException if it is not wholly understood */
    static Allowance read(JsonNode key) {
        JsonNode changes = key.path(CHANGES);
        if (!changes.isMissingNode() && !changes.isArray()) {
            throw new ConfigException("it holds changes of a budget that are none");
        }
        List<Allowance.Step> steps = new ArrayList<>();
        for (JsonNode change : changes) {
            if (!change.path("at").isTextual() || !change.path("by").isTextual()) {
                throw new ConfigException("a change of a budget has no time or nobody who made it");
            }
            StoredKey.Mark mark = new StoredKey.Mark(
                    Instant.parse(change.path("at").textValue()),
                    change.path("by").textValue());
            steps.add(new Allowance.Step(mark, budget(change, "before"), budget(change, "after")));
        }
        return new Allowance(budget(key, BUDGET), steps);
    }

    private static @Nullable BudgetSpec budget(JsonNode node, String member) {
        return node.hasNonNull(member) ? BudgetJson.read(node.path(member)) : null;
    }

    static void write(Allowance allowance, JsonGenerator json) throws IOException {
        write(BUDGET, allowance.budget(), json);
        if (allowance.steps().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(CHANGES);
        for (Allowance.Step step : allowance.steps()) {
            json.writeStartObject();
            json.writeStringField("at", step.mark().at().toString());
            json.writeStringField("by", step.mark().by());
            write("before", step.before(), json);
            write("after", step.after(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(String member, @Nullable BudgetSpec budget, JsonGenerator json) throws IOException {
        if (budget == null) {
            return;
        }
        json.writeObjectFieldStart(member);
        if (budget.day() != null) {
            json.writeStringField(BudgetJson.DAY, BudgetJson.dollars(budget.day()));
        }
        if (budget.month() != null) {
            json.writeStringField(BudgetJson.MONTH, BudgetJson.dollars(budget.month()));
        }
        json.writeNumberField(BudgetJson.WARN_PERCENT, budget.warnPercent());
        json.writeStringField(BudgetJson.ACTION, budget.action().label());
        json.writeEndObject();
    }
}
