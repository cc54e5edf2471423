package io.skipjack.app.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LeaseRule;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.LedgerEvent.EndpointKnown;
import io.skipjack.domain.ledger.LedgerEvent.Invoiced;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import io.skipjack.domain.ledger.LedgerEvent.PriceTook;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import io.skipjack.domain.ledger.Rates;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's lines as JSON. Written by hand, for the reason given in {@link StoredJson}; what was written once is read for ever. */
final class LedgerJson {
    private static final String WORKED = "worked";
    private static final String ROUTER = "router";
    /** Kinds of which there is a line for each minute. */
    static final List<String> MINUTELY = List.of(WORKED, ROUTER);

    private static final JsonMapper JSON = new JsonMapper();

    private LedgerJson() {}

    static String kind(LedgerEvent event) {
        return switch (event) {
            case LeaseOpened opened -> "lease-opened";
            case LeaseClosed closed -> "lease-closed";
            case PriceTook took -> "price";
            case WorkersSeen seen -> "workers";
            case EndpointKnown known -> "endpoint";
            case Invoiced invoiced -> "invoice";
            case RouterRan ran -> ROUTER;
            case DeploymentRated rated -> "rates";
            case Worked worked -> WORKED;
        };
    }

    static String write(LedgerEvent event) {
        ObjectNode json = JSON.createObjectNode().put("at", Columns.nanos(event.at()));
        switch (event) {
            case LeaseOpened opened -> write(json, opened);
            case LeaseClosed closed ->
                json.put("provider", closed.provider())
                        .put("lease", closed.lease())
                        .put("by_provider", closed.byProvider())
                        .put("said", closed.said());
            case PriceTook took -> {
                json.set("offer", StoredJson.offer(took.offer()));
                json.put("price", took.perHour().microDollars()).put("source", took.source());
            }
            case WorkersSeen seen -> {
                json.put("provider", seen.provider())
                        .put("deployment", seen.deployment())
                        .put("workers", seen.workers())
                        .put("price", micros(seen.perHour()));
                json.set("rule", rule(seen.rule()));
            }
            case EndpointKnown known -> write(json, known.ref());
            case Invoiced invoiced ->
                json.put("provider", invoiced.provider())
                        .put("deployment", invoiced.deployment())
                        .put("until", Columns.nanos(invoiced.invoice().until()))
                        .put("amount", invoiced.invoice().amount().microDollars())
                        .put("source", invoiced.invoice().source());
            case RouterRan ran ->
                json.put("router", ran.router())
                        .put("price", ran.perHour().microDollars())
                        .put("until", Columns.nanos(ran.until()));
            case DeploymentRated rated -> write(json, rated);
            case Worked worked -> WorkJson.write(json, worked);
        }
        return json.toString();
    }

    private static void write(ObjectNode json, LeaseOpened opened) {
        json.put("provider", opened.provider())
                .put("lease", opened.lease())
                .put("deployment", opened.deployment())
                .put("replica", opened.replica())
                .put("price", opened.perHour().microDollars())
                .put("side", opened.sidePerHour().microDollars())
                .put("free_within", opened.rule().freeIfTakenWithin().toNanos());
        json.set("offer", StoredJson.offer(opened.offer()));
        json.set("rule", rule(opened.rule().time()));
    }

    private static void write(ObjectNode json, EndpointRef ref) {
        json.put("owner", ref.owner())
                .put("provider", ref.id().provider())
                .put("deployment", ref.id().deployment())
                .put("name", ref.name())
                .put("facts", StoredJson.words(ref.facts()));
    }

    private static void write(ObjectNode json, DeploymentRated rated) {
        json.put("deployment", rated.deployment()).put("model", Columns.text(rated.model()));
        Rates rates = rated.rates();
        if (rates != null) {
            json.putObject("rates")
                    .put("on_demand", micros(rates.onDemandPerHour()))
                    .put("on_demand_source", rates.onDemandSource())
                    .put("serverless", micros(rates.serverlessPerHour()))
                    .put("serverless_source", rates.serverlessSource())
                    .put("cold_start", rates.coldStart().toNanos());
        }
    }

    static LedgerEvent read(String kind, String text) {
        JsonNode json = StoredJson.tree(text);
        Instant at = Columns.instant(json.path("at").asLong());
        String provider = json.path("provider").asText();
        String deployment = json.path("deployment").asText();
        return switch (kind) {
            case "lease-opened" ->
                new LeaseOpened(
                        provider,
                        json.path("lease").asText(),
                        deployment,
                        json.path("replica").asText(),
                        StoredJson.offer(json.path("offer")),
                        money(json, "price"),
                        money(json, "side"),
                        new LeaseRule(
                                rule(json.path("rule")),
                                Duration.ofNanos(json.path("free_within").asLong())),
                        at);
            case "lease-closed" ->
                new LeaseClosed(
                        provider,
                        json.path("lease").asText(),
                        json.path("by_provider").asBoolean(),
                        json.path("said").asBoolean(),
                        at);
            case "price" ->
                new PriceTook(
                        StoredJson.offer(json.path("offer")),
                        money(json, "price"),
                        json.path("source").asText(),
                        at);
            case "workers" ->
                new WorkersSeen(
                        provider,
                        deployment,
                        json.path("workers").asInt(),
                        moneyOrNull(json.path("price")),
                        rule(json.path("rule")),
                        at);
            case "endpoint" ->
                new EndpointKnown(
                        new EndpointRef(
                                json.path("owner").asText(),
                                new EndpointId(deployment, provider),
                                json.path("name").asText(),
                                StoredJson.words(json.path("facts").asText())),
                        at);
            case "invoice" ->
                new Invoiced(
                        provider,
                        deployment,
                        new Invoice(
                                at,
                                Columns.instant(json.path("until").asLong()),
                                money(json, "amount"),
                                json.path("source").asText()));
            case ROUTER ->
                new RouterRan(
                        json.path("router").asText(),
                        money(json, "price"),
                        at,
                        Columns.instant(json.path("until").asLong()));
            case "rates" -> new DeploymentRated(deployment, json.path("model").asText(), rates(json.path("rates")), at);
            case WORKED -> WorkJson.read(json, at);
            default -> throw new IllegalStateException("the ledger holds a line of a later version: " + kind);
        };
    }

    private static @Nullable Rates rates(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Rates(
                        moneyOrNull(json.path("on_demand")),
                        json.path("on_demand_source").asText(),
                        moneyOrNull(json.path("serverless")),
                        json.path("serverless_source").asText(),
                        Duration.ofNanos(json.path("cold_start").asLong()));
    }

    private static ObjectNode rule(BillingRule rule) {
        return JSON.createObjectNode()
                .put("granularity", rule.granularity().toNanos())
                .put("minimum", rule.minimum().toNanos());
    }

    private static BillingRule rule(JsonNode json) {
        return new BillingRule(
                Duration.ofNanos(json.path("granularity").asLong()),
                Duration.ofNanos(json.path("minimum").asLong()));
    }

    private static @Nullable Long micros(@Nullable Money money) {
        return money == null ? null : money.microDollars();
    }

    private static Money money(JsonNode json, String key) {
        return new Money(json.path(key).asLong());
    }

    private static @Nullable Money moneyOrNull(JsonNode json) {
        return json.isNumber() ? new Money(json.asLong()) : null;
    }
}
