package io.skipjack.domain.cost;

import java.time.Duration;

/**
 * What is paid beside a machine for as long as it is there: its disk and its public address. Also for time in which the
 * machine itself is free.
 *
 * @param diskPerGbMonth of the disk, for one GB and a month of 730 hours; zero where it is part of the machine's price
 * @param addressPerHour of a public IPv4 address; zero where machines have none
 */
public record SidePrice(Money diskPerGbMonth, Money addressPerHour) {
    /** List prices of AWS in us-east-1: gp3 at 0.08 dollars per GB and month, an address at 0.005 dollars per hour. */
    public static final SidePrice AWS = new SidePrice(new Money(80_000), new Money(5_000));

    private static final int HOURS_PER_MONTH = 730;

    /** @param diskGb of the machine's disk */
    public Money perHour(int diskGb) {
        return diskPerGbMonth
                .times(diskGb)
                .over(Duration.ofHours(1).dividedBy(HOURS_PER_MONTH))
                .plus(addressPerHour);
    }
}
