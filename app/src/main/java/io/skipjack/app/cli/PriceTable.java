package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Prices in lines for people.
 *
 * @param prices as {@code GET /api/prices} gives them
 * @param terminal where they are printed
 */
record PriceTable(JsonNode prices, Terminal terminal) {
    private static final String OFFER = "%-13s %7s  %-10s %-34s %-11s %9s %7s %8s  %s";
    private static final String SPOT = "spot";
    private static final String ON_DEMAND = "on-demand";
    private static final String SERVERLESS = "serverless";
    private static final int DAY = 86_400;

    /** A line for each GPU: the cheapest of each kind, per GPU; then where the prices come from. */
    List<String> overview() {
        List<String> columns = serverlessProviders();
        Map<String, List<JsonNode>> byGpu = byGpu();
        List<String> headings = new ArrayList<>(List.of("GPU", "MEMORY"));
        headings.addAll(columns);
        headings.addAll(List.of("SPOT", "SAVING", "ON-DEMAND"));
        Table table = new Table(
                "%-13s %7s" + " %11s".repeat(columns.size()) + " %9s %7s %10s", headings.toArray(String[]::new));
        byGpu.forEach((gpu, quotes) -> table.row(summary(gpu, quotes, columns)));
        List<String> lines = new ArrayList<>(table.lines(terminal));
        lines.add("");
        lines.add("dollars per GPU and hour, the cheapest of each; skipjack show-gpus --gpu NAME shows each offer");
        lines.addAll(sources());
        return lines;
    }

    private String[] summary(String gpu, List<JsonNode> quotes, List<String> columns) {
        List<String> cells = new ArrayList<>(List.of(gpu, memory(gpu)));
        columns.forEach(column -> cells.add(price(cheapest(quotes, SERVERLESS, column))));
        JsonNode spot = cheapest(quotes, SPOT, null);
        JsonNode onDemand = cheapest(quotes, ON_DEMAND, null);
        cells.addAll(List.of(price(spot), saving(spot, onDemand), price(onDemand)));
        return cells.toArray(String[]::new);
    }

    /** One line for each source: what is old must not look like what is new. */
    private List<String> sources() {
        Map<String, JsonNode> oldest = new TreeMap<>();
        for (JsonNode quote : prices.path("quotes")) {
            oldest.merge(
                    Cells.text(quote, "provider") + ": " + Cells.text(quote, "source"),
                    quote,
                    (one, other) -> age(one) >= age(other) ? one : other);
        }
        List<String> lines = new ArrayList<>();
        oldest.forEach((source, quote) -> lines.add("  %s, %s old".formatted(source, duration(age(quote)))));
        return lines;
    }

    /** A line for each offer, the cheapest of each GPU first. */
    List<String> offers() {
        Table table = new Table(OFFER, "GPU", "MEMORY", "PROVIDER", "WHERE", "KIND", "$/H", "SAVING", "AGE", "SOURCE");
        byGpu().forEach((gpu, quotes) -> {
            List<JsonNode> sorted = new ArrayList<>(quotes);
            sorted.sort(Comparator.comparing(PriceTable::perGpu));
            sorted.forEach(quote -> table.row(offer(gpu, quote, quotes)));
        });
        return table.lines(terminal);
    }

    private String[] offer(String gpu, JsonNode quote, List<JsonNode> all) {
        int count = quote.path("gpu_count").asInt(1);
        String where = "%s %s"
                .formatted(
                        Cells.text(quote, "zone").isEmpty() ? Cells.text(quote, "region") : Cells.text(quote, "zone"),
                        Cells.text(quote, "shape"));
        boolean isSpot = Cells.text(quote, "capacity").equals(SPOT);
        return new String[] {
            gpu + (count == 1 ? "" : ":" + count),
            memory(gpu),
            Cells.text(quote, "provider"),
            where.strip(),
            Cells.text(quote, "capacity"),
            Cells.dollars(dollars(quote)),
            isSpot ? saving(quote, sameOnDemand(quote, all)) : "",
            duration(age(quote)),
            Cells.text(quote, "source")
        };
    }

    private static @Nullable JsonNode sameOnDemand(JsonNode spot, List<JsonNode> all) {
        return all.stream()
                .filter(quote -> Cells.text(quote, "capacity").equals(ON_DEMAND)
                        && Cells.text(quote, "shape").equals(Cells.text(spot, "shape"))
                        && Cells.text(quote, "region").equals(Cells.text(spot, "region")))
                .findFirst()
                .orElse(null);
    }

    private Map<String, List<JsonNode>> byGpu() {
        Map<String, List<JsonNode>> all = new LinkedHashMap<>();
        prices.path("gpus").forEach(gpu -> all.put(Cells.text(gpu, "name"), new ArrayList<>()));
        quotes().forEach(quote -> all.computeIfAbsent(Cells.text(quote, "gpu"), gpu -> new ArrayList<>())
                .add(quote));
        all.values().removeIf(List::isEmpty);
        return all;
    }

    private List<String> serverlessProviders() {
        return quotes().stream()
                .filter(quote -> Cells.text(quote, "capacity").equals(SERVERLESS))
                .map(quote -> Cells.text(quote, "provider"))
                .distinct()
                .sorted()
                .toList();
    }

    private List<JsonNode> quotes() {
        return StreamSupport.stream(prices.path("quotes").spliterator(), false).toList();
    }

    private static @Nullable JsonNode cheapest(List<JsonNode> quotes, String capacity, @Nullable String provider) {
        return quotes.stream()
                .filter(quote -> Cells.text(quote, "capacity").equals(capacity)
                        && (provider == null || Cells.text(quote, "provider").equals(provider)))
                .min(Comparator.comparing(PriceTable::perGpu))
                .orElse(null);
    }

    private String memory(String gpu) {
        for (JsonNode each : prices.path("gpus")) {
            if (Cells.text(each, "name").equals(gpu)) {
                return each.path("memory_gb").asInt() + " GB";
            }
        }
        return "-";
    }

    private static String price(@Nullable JsonNode quote) {
        return quote == null ? "-" : Cells.dollars(perGpu(quote));
    }

    private static String saving(@Nullable JsonNode spot, @Nullable JsonNode onDemand) {
        if (spot == null || onDemand == null || perGpu(onDemand).signum() == 0) {
            return "-";
        }
        BigDecimal share = perGpu(spot).divide(perGpu(onDemand), 4, RoundingMode.HALF_UP);
        return BigDecimal.ONE.subtract(share).movePointRight(2).setScale(0, RoundingMode.HALF_UP) + " %";
    }

    private static BigDecimal perGpu(JsonNode quote) {
        return dollars(quote)
                .divide(BigDecimal.valueOf(Math.max(1, quote.path("gpu_count").asInt(1))), 6, RoundingMode.HALF_UP);
    }

    private static BigDecimal dollars(JsonNode quote) {
        JsonNode amount = quote.path("dollars_per_hour");
        return amount.isNumber() ? amount.decimalValue() : BigDecimal.ZERO;
    }

    private static long age(JsonNode quote) {
        return quote.path("age_seconds").asLong();
    }

    private static String duration(long seconds) {
        return seconds < 2 * DAY ? Cells.duration(seconds) : seconds / DAY + " d";
    }
}
