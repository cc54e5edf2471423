package io.skipjack.provider.spi;

import io.skipjack.domain.cost.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a GPU costs where it is billed in parts, each a line of a public price list: the card, and the vCPUs and memory that
 * come with it. Lines are found by their words, since providers rename them; of several that fit the cheapest counts.
 */
public final class PartPrices {
    private static final BigDecimal SECONDS = BigDecimal.valueOf(3600);

    private record Part(String name, BigDecimal perHour) {}

    private final Predicate<String> cpu;
    private final Predicate<String> memory;
    private final List<Part> parts = new ArrayList<>();

    /**
     * An empty list.
     *
     * @param cpu whether a line is the price of a vCPU
     * @param memory whether a line is the price of a GiB
     */
    public PartPrices(Predicate<String> cpu, Predicate<String> memory) {
        this.cpu = cpu;
        this.memory = memory;
    }

    /** A line in dollars per hour. */
    public void addPerHour(String name, BigDecimal dollars) {
        parts.add(new Part(name, dollars));
    }

    /** A line in dollars per second. */
    public void addPerSecond(String name, BigDecimal dollars) {
        addPerHour(name, dollars.multiply(SECONDS));
    }

    /**
     * All parts together, per hour.
     *
     * @param card whether a line is the price of the GPU
     * @return empty when any part has no price
     */
    public Optional<Money> total(Predicate<String> card, int cpus, int memoryGib) {
        return cheapest(card)
                .flatMap(gpu -> cheapest(cpu)
                        .flatMap(core -> cheapest(memory)
                                .map(gib -> gpu.add(core.multiply(BigDecimal.valueOf(cpus)))
                                        .add(gib.multiply(BigDecimal.valueOf(memoryGib))))))
                .map(Money::ofDollars);
    }

    private Optional<BigDecimal> cheapest(Predicate<String> wanted) {
        return parts.stream()
                .filter(part -> wanted.test(part.name()))
                .map(Part::perHour)
                .filter(price -> price.signum() > 0)
                .min(BigDecimal::compareTo);
    }
}
