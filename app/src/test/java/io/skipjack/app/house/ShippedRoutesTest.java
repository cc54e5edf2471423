package io.skipjack.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.Router;
import io.skipjack.app.RouterOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files we ship can be served: every bean, component, option, key and step is there. */
class ShippedRoutesTest {
    @TempDir
    Path data;

    @Test
    void pass() {
        RouterOptions options = RouterOptions.NONE
                .withConfig(Path.of("../config"))
                .with("skipjack.live.routes-dir", Path.of("../routes"))
                .with("skipjack.live.kamelets-dir", Path.of("../kamelets"))
                .with("skipjack.deployments-dir", Path.of("../config/deployments"))
                .with("skipjack.data-dir", data);

        assertThat(Router.check(options)).isEmpty();
    }
}
