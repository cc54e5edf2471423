package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.operator.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /api/status, VIEWER",
        "HEAD, /api/status, VIEWER",
        "GET, /actuator/prometheus, VIEWER",
        "POST, /actuator/jolokia, VIEWER",
        "POST, /actuator/jolokia/read/x, VIEWER",
        "POST, /api/explain, VIEWER",
        "PUT, /api/deployments/rack, DEVELOPER",
        "DELETE, /api/deployments/rack, DEVELOPER",
        "POST, /api/deployments/rack/retry, DEVELOPER",
        "POST, /api/keys, DEVELOPER",
        "DELETE, /api/keys/key-1, DEVELOPER",
        "PUT, /api/keys/key-1/budget, DEVELOPER",
        "DELETE, /api/keys/key-1/budget, DEVELOPER",
        "PUT, /api/keys/key-1, ADMIN",
        "POST, /actuator/camelroutes/listen/stop, ADMIN",
        "POST, /actuator/jolokiax, ADMIN",
        "PUT, /api/deployments/a/b, ADMIN",
        "PUT, /api/k%65ys, ADMIN",
        "DELETE, /api/audit, ADMIN",
        "PATCH, /api/anything/new, ADMIN",
    })
    void lookingNeedsTheLeastAndWhatNobodyNamedTheMost(String method, String path, Role role) {
        assertThat(Access.needed(method, path)).isEqualTo(role);
    }
}
