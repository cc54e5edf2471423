package io.skipjack.domain.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class EndpointNamesTest {
    private static final String OWNER = "6f1d";

    @Test
    void aNameShowsWhoseItIs() {
        assertThat(EndpointNames.of(OWNER, "My.Rack_2")).matches("sj-[0-9a-f]{6}-my-rack-2-[0-9a-f]{6}");
    }

    @Test
    void namesThatLookAlikeAreTold() {
        assertThat(EndpointNames.of(OWNER, "a.b")).isNotEqualTo(EndpointNames.of(OWNER, "a-b"));
        assertThat(EndpointNames.of(OWNER, "a")).isNotEqualTo(EndpointNames.of("other", "a"));
    }

    @Property(tries = 200)
    void everyProviderTakesEveryName(@ForAll String owner, @ForAll @StringLength(max = 60) String deployment) {
        String name = EndpointNames.of(owner, deployment);

        assertThat(name).hasSizeBetween(2, EndpointNames.LONGEST).matches("[a-z]([a-z0-9-]*[a-z0-9])?");
        assertThat(name).doesNotContain("--").startsWith(EndpointNames.prefix(owner));
    }
}
