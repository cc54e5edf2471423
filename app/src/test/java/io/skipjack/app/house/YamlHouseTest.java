package io.skipjack.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.config.KnownKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The YAML we ship keeps to the rules of the house. */
class YamlHouseTest {
    private static House house;

    @BeforeAll
    static void read() throws IOException {
        house = House.at(Path.of(".."), AppBeans.names(), new HashSet<>(KnownKeys.all()));
    }

    @Test
    void routesAreOneAFileNamedDescribedAndShort() {
        assertHolds(new RouteRule());
    }

    @Test
    void kameletsDocumentTheirFront() {
        assertHolds(new KameletRule());
    }

    @Test
    void keysAreDefinedOnceAndUsed() {
        assertHolds(new KeyRule());
    }

    @Test
    void referencesLeadSomewhere() {
        assertHolds(new ReferenceRule());
    }

    @Test
    void yamlKeepsToCamelsSchema() {
        assertHolds(new SchemaRule());
    }

    @Test
    void thereIsSomethingToCheck() {
        assertThat(house.routes()).isNotEmpty();
        assertThat(house.kamelets()).isNotEmpty();
    }

    private static void assertHolds(HouseRule rule) {
        List<String> found = rule.check(house);
        assertThat(found).isEmpty();
    }
}
