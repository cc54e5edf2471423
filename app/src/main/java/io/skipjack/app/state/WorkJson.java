package io.skipjack.app.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.LedgerEvent.Share;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import io.skipjack.domain.ledger.Tally;
import io.skipjack.domain.ledger.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A minute's work in the ledger: short, for there is one for each deployment, router and minute. */
final class WorkJson {
    private WorkJson() {}

    static void write(ObjectNode json, Worked worked) {
        Work work = worked.work();
        json.put("router", worked.router())
                .put("deployment", worked.deployment())
                .put("took", worked.took().toNanos());
        json.putArray("work")
                .add(work.requestTime().toNanos())
                .add(work.workerTime().toNanos())
                .add(work.idleTime().toNanos())
                .add(work.extraMachineTime().toNanos())
                .add(work.starts());
        ArrayNode shares = json.putArray("shares");
        for (Share share : worked.shares()) {
            Tally tally = share.tally();
            Tier tier = share.tier();
            shares.addArray()
                    .add(tier == null ? "" : tier.name())
                    .add(share.apiKey())
                    .add(tally.requests())
                    .add(tally.failed())
                    .add(tally.promptTokens())
                    .add(tally.completionTokens())
                    .add(tally.requestTime().toNanos());
        }
    }

    static Worked read(JsonNode json, Instant at) {
        JsonNode work = json.path("work");
        List<Share> shares = new ArrayList<>();
        for (JsonNode share : json.path("shares")) {
            String tier = share.path(0).asText();
            Tally tally = new Tally(
                    share.path(2).asLong(),
                    share.path(3).asLong(),
                    share.path(4).asLong(),
                    share.path(5).asLong(),
                    Duration.ofNanos(share.path(6).asLong()));
            shares.add(new Share(
                    tier.isEmpty() ? null : Tier.valueOf(tier), share.path(1).asText(), tally));
        }
        return new Worked(
                json.path("router").asText(),
                json.path("deployment").asText(),
                new Work(
                        nanos(work, 0),
                        nanos(work, 1),
                        nanos(work, 2),
                        nanos(work, 3),
                        work.path(4).asInt()),
                shares,
                at,
                Duration.ofNanos(json.path("took").asLong()));
    }

    private static Duration nanos(JsonNode list, int place) {
        return Duration.ofNanos(list.path(place).asLong());
    }
}
