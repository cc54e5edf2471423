package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.WorkerBook;
import io.skipjack.provider.sandbox.WorkerBook.Charge;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code GET /v1/billing/usage_summary}: by model and day, today included, over at most 31 days. */
final class Bills {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private final WorkerBook book;

    Bills(WorkerBook book) {
        this.book = book;
    }

    ObjectNode answer(ReceivedRequest request) throws BasetenException {
        Instant start = instant(request, "start_date");
        Instant end = instant(request, "end_date");
        if (!end.isAfter(start) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw BasetenException.bad("the date range must not exceed 31 days");
        }
        List<Charge> charges = book.charges(DAY, start, end);
        ObjectNode answer = Json.object();
        ObjectNode dedicated = sums(answer.putObject("dedicated_usage"), charges);
        ArrayNode breakdown = dedicated.putArray("breakdown");
        charges.stream()
                .collect(Collectors.groupingBy(Charge::id, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(each -> describe(breakdown.addObject(), each));
        return answer;
    }

    private static ObjectNode sums(ObjectNode json, Collection<Charge> charges) {
        BigDecimal dollars = charges.stream().map(Charge::dollars).reduce(BigDecimal.ZERO, BigDecimal::add);
        json.put("subtotal", dollars).put("credits_used", 0).put("total", dollars);
        return json.put("minutes", minutes(charges));
    }

    private static long minutes(Collection<Charge> charges) {
        return charges.stream()
                .map(Charge::time)
                .reduce(Duration.ZERO, Duration::plus)
                .toMinutes();
    }

    private static void describe(ObjectNode item, List<Charge> charges) {
        Charge any = charges.getFirst();
        item.putObject("billable_resource")
                .put("id", "dep" + any.id())
                .put("kind", "MODEL_DEPLOYMENT")
                .put("model_id", any.id())
                .put("model_name", any.name())
                .put("environment_name", "production");
        item.put("subtotal", charges.stream().map(Charge::dollars).reduce(BigDecimal.ZERO, BigDecimal::add))
                .put("minutes", minutes(charges));
        ArrayNode daily = item.putArray("daily");
        for (Charge day : charges) {
            daily.addObject()
                    .put(
                            "date",
                            day.from().atOffset(ZoneOffset.UTC).toLocalDate().toString())
                    .put("subtotal", day.dollars().toPlainString())
                    .put("minutes", day.time().toMinutes());
        }
    }

    private static Instant instant(ReceivedRequest request, String name) throws BasetenException {
        try {
            return Instant.parse(request.parameter(name));
        } catch (DateTimeException none) {
            throw BasetenException.bad(name + " must be a date and time in ISO 8601");
        }
    }
}
