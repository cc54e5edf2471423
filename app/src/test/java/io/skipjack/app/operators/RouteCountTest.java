package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteCountTest {
    private final RouteCount count = new RouteCount();

    @Test
    void generationsAddUpWhileTheOlderDrains() {
        count.take("inference@1", 7);
        count.take("inference@2", 2);
        count.take("inference@1", 8);

        assertThat(count.sum()).isEqualTo(10);
    }

    @Test
    void anEditTakesNothingBack() {
        count.take("inference@1", 7);
        count.keep(Set.of("inference@2"));
        count.take("inference@2", 0);
        count.keep(Set.of("inference@2"));

        assertThat(count.sum()).isEqualTo(7);
    }
}
