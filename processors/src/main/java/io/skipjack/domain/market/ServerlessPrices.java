package io.skipjack.domain.market;

import io.skipjack.domain.cost.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What serverless workers cost: what providers say themselves, and for what they do not say, a dated table, to whose prices
 * of GPUs those of a worker's CPU and memory are added where they are charged apart. A live price of
 * a provider and GPU always counts before a listed one, however old it is: it was true later than any table. Unless it is
 * more than {@value #LEAP} times, or less than one {@value #LEAP}th of, the listed one: a price per second that was taken
 * for one per hour must not choose a provider, and the first quote of an offer has no other to be measured by.
 *
 * @param live last good prices that are believed
 * @param listed of one GPU each; their source says of when they are, such as {@code catalog 2026-05-15}
 * @param parts what is added to those
 */
public record ServerlessPrices(List<PriceQuote> live, List<PriceQuote> listed, WorkerParts parts) {
    public static final ServerlessPrices NONE = new ServerlessPrices(List.of(), List.of(), WorkerParts.NONE);

    private static final int LEAP = 20;
    private static final String WITH_PARTS = ", GPU + CPU + memory";

    public ServerlessPrices {
        List<PriceQuote> table = List.copyOf(listed);
        listed = table;
        live = live.stream()
                .filter(ServerlessPrices::isServerless)
                .filter(quote -> !isFarFromListed(quote, table))
                .toList();
    }

    public ServerlessPrices(OfferBook live, List<PriceQuote> listed) {
        this(live.quotes(), listed, WorkerParts.NONE);
    }

    /** A listed price of one GPU at a provider. */
    public static PriceQuote listed(String provider, String gpu, Money perHour, Instant asOf, String source) {
        return new PriceQuote(new Offer(provider, "", "", "", gpu, 1, CapacityType.SERVERLESS), perHour, asOf, source);
    }

    /** The cheapest worker of a provider with so many GPUs, live or listed; null when none is known. */
    public @Nullable PriceQuote cheapest(String provider, GpuChoice gpu) {
        PriceQuote said = cheapestLive(provider, gpu);
        return said == null ? cheapestListed(provider, gpu) : said;
    }

    /** The cheapest worker of any provider with GPUs as needed; null when none is known. */
    public @Nullable PriceQuote cheapest(GpuNeed need) {
        PriceQuote cheapest = null;
        for (PriceQuote each : all()) {
            for (GpuChoice choice : need.choices()) {
                PriceQuote quote = each.offer().gpu().equals(choice.gpu())
                        ? cheapest(each.offer().provider(), choice)
                        : null;
                if (quote != null && (cheapest == null || cheapest.perHour().isMoreThan(quote.perHour()))) {
                    cheapest = quote;
                }
            }
        }
        return cheapest;
    }

    /** The same by what the provider said. Where only the price of one GPU is known, so many times that. */
    public @Nullable PriceQuote cheapestLive(String provider, GpuChoice gpu) {
        return cheapest(live, provider, gpu)
                .or(() -> cheapest(live, provider, new GpuChoice(gpu.gpu(), 1)))
                .map(quote -> forAll(quote, gpu))
                .orElse(null);
    }

    /** The same by the table. */
    public @Nullable PriceQuote cheapestListed(String provider, GpuChoice gpu) {
        return cheapest(listed, provider, new GpuChoice(gpu.gpu(), 1))
                .map(quote -> withParts(forAll(quote, gpu)))
                .orElse(null);
    }

    /** All serverless prices to show: the live ones, and the listed ones of providers and GPUs that none is live for. */
    public List<PriceQuote> all() {
        List<PriceQuote> all = new ArrayList<>(live);
        Set<List<String>> known = all.stream().map(ServerlessPrices::subject).collect(Collectors.toSet());
        listed.stream()
                .filter(quote -> !known.contains(subject(quote)))
                .map(this::withParts)
                .forEach(all::add);
        return List.copyOf(all);
    }

    private static List<String> subject(PriceQuote quote) {
        return List.of(quote.offer().provider(), quote.offer().gpu());
    }

    private static boolean isFarFromListed(PriceQuote quote, List<PriceQuote> listed) {
        return listed.stream()
                .filter(other -> subject(other).equals(subject(quote)))
                .map(other -> other.perHour().times(quote.offer().gpuCount()))
                .anyMatch(price -> quote.perHour().isMoreThan(price.times(LEAP))
                        || price.isMoreThan(quote.perHour().times(LEAP)));
    }

    private static Optional<PriceQuote> cheapest(List<PriceQuote> quotes, String provider, GpuChoice gpu) {
        return quotes.stream()
                .filter(quote -> quote.offer().provider().equals(provider))
                .filter(quote ->
                        quote.offer().gpu().equals(gpu.gpu()) && quote.offer().gpuCount() == gpu.count())
                .min(Comparator.comparing(PriceQuote::perHour));
    }

    private PriceQuote withParts(PriceQuote gpus) {
        Offer offer = gpus.offer();
        WorkerParts.Price rest = parts.of(offer.provider(), new GpuChoice(offer.gpu(), offer.gpuCount()));
        if (rest == null) {
            return gpus;
        }
        Instant older = rest.at().isBefore(gpus.at()) ? rest.at() : gpus.at();
        return new PriceQuote(offer, gpus.perHour().plus(rest.perHour()), older, gpus.source() + WITH_PARTS);
    }

    private static boolean isServerless(PriceQuote quote) {
        return quote.offer().capacityType() == CapacityType.SERVERLESS;
    }

    private static PriceQuote forAll(PriceQuote quote, GpuChoice gpu) {
        Offer one = quote.offer();
        if (one.gpuCount() == gpu.count()) {
            return quote;
        }
        Offer all = new Offer(
                one.provider(), one.region(), one.zone(), one.shape(), one.gpu(), gpu.count(), one.capacityType());
        return new PriceQuote(all, quote.perHour().times(gpu.count()), quote.at(), quote.source());
    }
}
