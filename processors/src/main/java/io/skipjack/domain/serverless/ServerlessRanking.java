package io.skipjack.domain.serverless;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.ServerlessPrices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is to run a deployment's endpoint. Of those that can, on the most wanted GPU that any of them sells, the one that
 * counts least per hour:
 *
 * <pre>score = price per hour x (1 + cold start / 10 min) x 2^failures</pre>
 *
 * <p>A cold start is paid for twice, in worker time that answers nothing and in people who wait; ten minutes of it count
 * as much as the price itself, so that half a minute decides between like prices only. Each failure within the last hour
 * doubles the score (ten at most count): two are as bad as a price four times as high, which no provider in the market
 * outdoes, and an hour later all is forgotten. Whose price nobody knows comes last. Providers that the user named are taken
 * as named, in that order: who names one has reasons of their own.
 *
 * @param candidates who can, best first
 * @param leftOut who cannot, with the reason
 */
public record ServerlessRanking(List<ServerlessCandidate> candidates, List<LeftOut> leftOut) {
    private static final BigDecimal WORTH_THE_PRICE =
            BigDecimal.valueOf(Duration.ofMinutes(10).toMillis());
    private static final int MOST_FAILURES = 10;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /**
     * A provider that cannot run the deployment now.
     *
     * @param reason with the next step where there is one
     */
    public record LeftOut(String provider, String reason) {}

    /**
     * What it is decided by.
     *
     * @param prices live and listed
     * @param coldStarts measured ones, of whatever provider, GPU and model
     */
    public record Facts(ServerlessPrices prices, List<ColdStart> coldStarts) {
        public Facts {
            coldStarts = List.copyOf(coldStarts);
        }
    }

    public ServerlessRanking {
        candidates = List.copyOf(candidates);
        leftOut = List.copyOf(leftOut);
    }

    /** Ranks all standings, or takes the named ones in their order. */
    public static ServerlessRanking rank(
            String model, ServerlessSpec spec, List<ProviderStanding> standings, Facts facts) {
        List<ServerlessCandidate> candidates = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (ProviderStanding standing : asked(spec, standings, leftOut)) {
            String why = obstacle(spec, standing);
            if (why == null) {
                candidates.add(candidate(model, spec, standing, facts));
            } else {
                leftOut.add(new LeftOut(standing.provider(), why));
            }
        }
        if (spec.providers().isEmpty()) {
            candidates.sort(Comparator.comparingInt(
                            (ServerlessCandidate each) -> spec.gpu().choices().indexOf(each.gpu()))
                    .thenComparing(ServerlessCandidate::score, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(ServerlessCandidate::provider));
        }
        return new ServerlessRanking(candidates, leftOut);
    }

    /** The candidate of that name; null when it is none. */
    @Nullable
    ServerlessCandidate candidate(String provider) {
        return candidates.stream()
                .filter(each -> each.provider().equals(provider))
                .findFirst()
                .orElse(null);
    }

    private static List<ProviderStanding> asked(
            ServerlessSpec spec, List<ProviderStanding> standings, List<LeftOut> leftOut) {
        if (spec.providers().isEmpty()) {
            return standings;
        }
        List<ProviderStanding> named = new ArrayList<>();
        for (String provider : spec.providers()) {
            standings.stream()
                    .filter(each -> each.provider().equals(provider))
                    .findFirst()
                    .ifPresentOrElse(
                            named::add,
                            () -> leftOut.add(new LeftOut(provider, "this router knows no provider of that name")));
        }
        return named;
    }

    private static @Nullable String obstacle(ServerlessSpec spec, ProviderStanding standing) {
        if (standing.missing() != null) {
            return "no credential: " + standing.missing();
        }
        List<GpuChoice> sold = spec.gpu().choices().stream()
                .filter(choice -> standing.gpus().contains(choice.gpu()))
                .toList();
        if (sold.isEmpty()) {
            return "does not sell "
                    + String.join(
                            ", ",
                            spec.gpu().choices().stream()
                                    .map(GpuChoice::gpu)
                                    .distinct()
                                    .toList());
        }
        if (standing.impossible().keySet().containsAll(sold)) {
            return standing.impossible().get(sold.getFirst());
        }
        ProviderStanding.PastRefusal refusal = standing.refusal();
        return refusal == null ? null : inWords(refusal);
    }

    private static String inWords(ProviderStanding.PastRefusal refusal) {
        String again = refusal.until() == null ? "" : ", asked again at " + CLOCK.format(refusal.until());
        return "refused at %s%s: %s".formatted(CLOCK.format(refusal.at()), again, refusal.reason());
    }

    private static GpuChoice firstSold(ServerlessSpec spec, ProviderStanding standing) {
        return spec.gpu().choices().stream()
                .filter(choice -> standing.gpus().contains(choice.gpu()))
                .filter(choice -> !standing.impossible().containsKey(choice))
                .findFirst()
                .orElseThrow();
    }

    private static ServerlessCandidate candidate(
            String model, ServerlessSpec spec, ProviderStanding standing, Facts facts) {
        GpuChoice gpu = firstSold(spec, standing);
        ColdStart measured = facts.coldStarts().stream()
                .filter(each -> each.isOf(standing.provider(), gpu.gpu(), model))
                .findFirst()
                .orElse(null);
        Duration coldStart = measured == null ? standing.usualColdStart() : measured.took();
        PriceQuote price = facts.prices().cheapest(standing.provider(), gpu);
        Money score = price == null ? null : score(price.perHour(), coldStart, standing.failures());
        return new ServerlessCandidate(
                standing.provider(),
                gpu,
                price,
                coldStart,
                standing.failures(),
                score,
                (spec.providers().isEmpty() ? "" : "named, ")
                        + reason(price, coldStart, measured != null, standing.failures()));
    }

    static Money score(Money perHour, Duration coldStart, int failures) {
        BigDecimal waiting = BigDecimal.ONE.add(
                BigDecimal.valueOf(coldStart.toMillis()).divide(WORTH_THE_PRICE, 9, RoundingMode.HALF_UP));
        BigDecimal doubled = BigDecimal.valueOf(1L << Math.min(failures, MOST_FAILURES));
        return Money.ofDollars(perHour.dollars().multiply(waiting).multiply(doubled));
    }

    private static String reason(@Nullable PriceQuote price, Duration coldStart, boolean measured, int failures) {
        return "%s, cold start %d s%s%s"
                .formatted(
                        price == null ? "no price known" : "%s/h (%s)".formatted(price.perHour(), price.source()),
                        coldStart.toSeconds(),
                        measured ? " measured" : " as usual there",
                        failures == 0 ? "" : ", %d failures within the hour".formatted(failures));
    }
}
