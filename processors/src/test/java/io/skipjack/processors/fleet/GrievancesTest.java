package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrievancesTest {
    private final Grievances grievances = new Grievances();

    @Test
    void aComplaintIsNewUntilItIsSettledOrAnother() {
        assertThat(grievances.isNew("rack", "no price")).isTrue();
        assertThat(grievances.isNew("rack", "no price")).isFalse();
        assertThat(grievances.isNew("other", "no price")).isTrue();
        assertThat(grievances.isNew("rack", "no capacity")).isTrue();

        grievances.settled("rack");

        assertThat(grievances.isNew("rack", "no capacity")).isTrue();
        assertThat(grievances.isNew("other", "no price")).isFalse();
    }
}
