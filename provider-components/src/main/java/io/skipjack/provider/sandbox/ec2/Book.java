package io.skipjack.provider.sandbox.ec2;

import io.skipjack.domain.cost.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The cloud's own books of one instance, to hold against a router's.
 *
 * @param state pending, running, shutting-down or terminated
 * @param capacityType spot or on-demand
 * @param tags all of them
 * @param launchedAt from when it is paid for
 * @param billed from launch until it began to end, or until now
 * @param unowned after a router had it: time beyond three heartbeats since a router last answered its host agent with 200
 * @param neverOwned before a router ever did: time beyond the boot and three heartbeats
 * @param cost of that time, in whole seconds as AWS says them, at the prices of that time; without AWS' minimum of 60 s
 * @param invoiced the same as AWS would bill it: at least 60 s, and nothing when spot took it within its first hour
 * @param sideInvoiced what AWS bills beside it over the same time, at least 60 s: the volume and a public address; also
 *     where the instance itself is free
 * @param reason for its end; empty while it lives
 */
public record Book(
        String id,
        String state,
        String type,
        String zone,
        String capacityType,
        Map<String, String> tags,
        String address,
        Instant launchedAt,
        Duration billed,
        Duration unowned,
        Duration neverOwned,
        Money cost,
        Money invoiced,
        Money sideInvoiced,
        String reason) {

    private static final Duration LEAST = Duration.ofSeconds(60);
    private static final Duration FREE_IF_TAKEN = Duration.ofHours(1);
    /** Of gp3, in dollars. */
    private static final BigDecimal GB_MONTH = new BigDecimal("0.08");
    /** In milliseconds: AWS reckons with 730 hours. */
    private static final BigDecimal MONTH =
            BigDecimal.valueOf(Duration.ofHours(730).toMillis());

    private static final Money ADDRESS_HOUR = Money.ofDollars("0.005");

    public Book {
        tags = Map.copyOf(tags);
    }

    static Book of(Instance instance, Market market, Instant now) {
        Instant from = instance.launchTime();
        Instant until = instance.paidUntil(now);
        Instant end = instance.livedUntil(now);
        Duration billed = Duration.between(instance.launchedAt(), end);
        boolean free = instance.reasonCode().equals(Cloud.BY_SPOT) && billed.compareTo(FREE_IF_TAKEN) < 0;
        Instant atLeast = from.plus(LEAST).isAfter(until) ? from.plus(LEAST) : until;
        Order order = instance.order();
        return new Book(
                instance.id(),
                instance.state(now).word(),
                order.type().name(),
                order.zone(),
                order.spot() ? "spot" : "on-demand",
                new TreeMap<>(instance.tags()),
                instance.address(),
                instance.launchedAt(),
                billed,
                instance.contact().unowned(end),
                instance.contact().neverOwned(end),
                paid(order, market, from, until),
                free ? Money.ZERO : paid(order, market, from, atLeast),
                beside(order, Duration.between(from, atLeast)),
                instance.reasonCode());
    }

    private static Money paid(Order order, Market market, Instant from, Instant until) {
        return order.spot()
                ? market.paid(order.type(), order.zone(), from, until)
                : Catalogue.onDemand(order.type(), order.region()).over(Duration.between(from, until));
    }

    private static Money beside(Order order, Duration time) {
        BigDecimal months = BigDecimal.valueOf(time.toMillis()).divide(MONTH, MathContext.DECIMAL64);
        Money volume = Money.ofDollars(
                GB_MONTH.multiply(BigDecimal.valueOf(order.diskGb())).multiply(months));
        return order.publicAddress() ? volume.plus(ADDRESS_HOUR.over(time)) : volume;
    }

    /** Over all of them. */
    public static Money sum(List<Book> books, Function<Book, Money> amount) {
        return books.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    /** How long all of them were billed. */
    public static Duration timeBilled(List<Book> books) {
        return books.stream().map(Book::billed).reduce(Duration.ZERO, Duration::plus);
    }

    /** The replica it says it is, by its tag; empty for none. */
    public String replica() {
        return tags.getOrDefault("skipjack:replica", "");
    }

    /** Whose it says it is, by its tag; empty for none. */
    public String owner() {
        return tags.getOrDefault("skipjack:owner", "");
    }

    public boolean isLive() {
        return state.equals("pending") || state.equals("running");
    }
}
