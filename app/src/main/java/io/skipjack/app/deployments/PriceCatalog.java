package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PartRates;
import io.skipjack.domain.market.PriceList;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.ServerlessPrices;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Dated prices of serverless GPUs, from {@code config/catalog/prices.yaml}: for what providers do not say themselves. Their
 * source reads {@code catalog DATE}, so that nobody takes one for a live price.
 */
public final class PriceCatalog {
    private static final String PRICE = "dollars_per_hour";
    private static final String CORE = "cpu_core_hour";
    private static final String GIB = "memory_gib_hour";
    private static final Set<String> KEYS = Set.of("as_of", "source", "provider", "gpu", PRICE);
    private static final Set<String> PART_KEYS = Set.of("as_of", "source", "provider", CORE, GIB);

    private final GpuCatalog gpus;
    private final Instant now;

    private PriceCatalog(GpuCatalog gpus, Instant now) {
        this.gpus = gpus;
        this.now = now;
    }

    /**
     * The prices in a folder, or those built in where the folder has none.
     *
     * @param gpus that they may be of
     * @param now no price may be of a later day
     * @throws ConfigException naming file, line and key if one is wrong
     */
    public static PriceList in(Path folder, GpuCatalog gpus, Instant now) {
        return new CatalogFile<>("prices.yaml", "prices", (file, text) -> read(file, text, gpus, now)).in(folder);
    }

    static PriceList read(String file, String text, GpuCatalog gpus, Instant now) {
        PriceCatalog catalog = new PriceCatalog(gpus, now);
        Section all = YamlText.read(file, text).allowing(Set.of("prices", "parts"));
        List<PriceQuote> prices = new ArrayList<>();
        Set<List<String>> priced = new HashSet<>();
        for (Section row : all.sections("prices")) {
            PriceQuote price = catalog.price(row.allowing(KEYS));
            if (!priced.add(List.of(price.offer().provider(), price.offer().gpu()))) {
                throw row.complaint("%s at %s has a price already"
                        .formatted(price.offer().gpu(), price.offer().provider()));
            }
            prices.add(price);
        }
        return new PriceList(prices, catalog.parts(all));
    }

    private List<PartRates> parts(Section all) {
        List<PartRates> parts = new ArrayList<>();
        Set<String> priced = new HashSet<>();
        for (Section row : all.sections("parts")) {
            PartRates part = part(row.allowing(PART_KEYS));
            if (!priced.add(part.provider())) {
                throw row.complaint("CPU and memory at %s have a price already".formatted(part.provider()));
            }
            parts.add(part);
        }
        return parts;
    }

    private PriceQuote price(Section row) {
        Instant asOf = day(row);
        row.text("source"); // for who reads the file; a price that nobody can look up again is not taken
        String gpu = row.ruled(() -> gpus.require(row.word("gpu")).name());
        return ServerlessPrices.listed(
                row.text("provider"), gpu, money(row, PRICE), asOf, "catalog " + row.word("as_of"));
    }

    private PartRates part(Section row) {
        Instant asOf = day(row);
        row.text("source"); // as above
        return new PartRates(row.text("provider"), money(row, CORE), money(row, GIB), asOf);
    }

    private static Money money(Section row, String key) {
        Money amount = row.optionalMoney(key).orElseThrow(() -> row.complaint("'%s' is missing".formatted(key)));
        if (!OfferBook.isPrice(amount)) {
            throw row.complaint(key, "must be above 0 and at most " + OfferBook.MOST);
        }
        return amount;
    }

    private Instant day(Section row) {
        try {
            Instant day = LocalDate.parse(row.word("as_of"))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            if (!day.isAfter(now)) {
                return day;
            }
        } catch (DateTimeParseException noDay) {
            // said below, as for a day that is yet to come
        }
        throw row.complaint("as_of", "must be a day such as 2026-05-15, and not in the future");
    }
}
