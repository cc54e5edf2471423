package io.skipjack.domain.market;

import java.util.List;

/**
 * Dated prices of serverless workers, for what providers do not say themselves.
 *
 * @param gpus of one GPU each
 * @param parts of CPU and memory, at most one of each provider
 */
public record PriceList(List<PriceQuote> gpus, List<PartRates> parts) {
    public static final PriceList EMPTY = new PriceList(List.of(), List.of());

    public PriceList {
        gpus = List.copyOf(gpus);
        parts = List.copyOf(parts);
    }
}
