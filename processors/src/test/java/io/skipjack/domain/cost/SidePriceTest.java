package io.skipjack.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SidePriceTest {
    @Test
    void aMonthOfADiskIsSevenHundredThirtyHours() {
        SidePrice noAddress = new SidePrice(Money.ofDollars("0.073"), Money.ZERO);

        assertThat(noAddress.perHour(100)).isEqualTo(Money.ofDollars("0.01"));
        assertThat(noAddress.perHour(0)).isEqualTo(Money.ZERO);
    }

    @Test
    void theAddressComesOnTop() {
        assertThat(SidePrice.AWS.perHour(100)).isEqualTo(Money.ofDollars("0.015959"));
    }
}
