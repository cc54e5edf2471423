package io.skipjack.provider.sandbox.runpod;

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
import java.util.List;
import java.util.Map;

/**
 * {@code GET /v2/billing/serverless}: a record for each endpoint and bucket, the one that still grows included, over a stretch
 * that is widened to whole buckets.
 */
final class Bills {
    static final String PATH = "/v2/billing/serverless";

    private static final Map<String, Duration> BUCKETS =
            Map.of("hour", Duration.ofHours(1), "day", Duration.ofDays(1), "week", Duration.ofDays(7));
    private static final Duration USUAL = Duration.ofDays(30);

    private final WorkerBook book;

    Bills(WorkerBook book) {
        this.book = book;
    }

    ObjectNode answer(ReceivedRequest request) throws ProblemException {
        String size = request.parameter("bucketSize").isEmpty() ? "day" : request.parameter("bucketSize");
        Duration bucket = BUCKETS.get(size);
        if (bucket == null) {
            throw ProblemException.invalid("bucketSize must be one of hour, day, week, month, year");
        }
        Instant end = instant(request, "endTime", book.now());
        Instant start = instant(request, "startTime", end.minus(USUAL));
        String id = request.parameter("serverlessId");
        List<Charge> charges = book.charges(bucket, start, end).stream()
                .filter(charge -> id.isEmpty() || charge.id().equals(id))
                .toList();
        ObjectNode answer = Json.object();
        ArrayNode records = answer.putArray("records");
        charges.forEach(charge -> describe(records.addObject(), charge, bucket));
        ObjectNode metadata = answer.putObject("metadata");
        metadata.putObject("query")
                .put("startTime", start.toString())
                .put("endTime", end.toString())
                .put("bucketSize", size);
        metadata.put("recordCount", charges.size());
        return answer;
    }

    private static void describe(ObjectNode record, Charge charge, Duration bucket) {
        record.put("serverlessId", charge.id())
                .put("startTime", charge.from().toString())
                .put("endTime", charge.from().plus(bucket).toString())
                .put("totalAmount", charge.dollars())
                .put("gpuAmount", charge.dollars())
                .put("cpuAmount", BigDecimal.ZERO)
                .put("diskAmount", BigDecimal.ZERO)
                .put("feeAmount", BigDecimal.ZERO);
    }

    private static Instant instant(ReceivedRequest request, String name, Instant absent) throws ProblemException {
        String text = request.parameter(name);
        try {
            return text.isEmpty() ? absent : Instant.parse(text);
        } catch (DateTimeException none) {
            throw ProblemException.invalid(name + " must be an RFC3339 timestamp");
        }
    }
}
