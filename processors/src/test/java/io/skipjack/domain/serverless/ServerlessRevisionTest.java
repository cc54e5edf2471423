package io.skipjack.domain.serverless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.TierSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerlessRevisionTest {
    @Test
    void isOfWhatMakesAnotherEndpointAndNotOfWhoRunsIt() {
        String revision = ServerlessRevision.of(Endpoints.rack(Endpoints.spec()));

        assertThat(revision).matches("[0-9a-f]{12}");
        assertThat(ServerlessRevision.of(Endpoints.rack(Endpoints.spec("modal"))))
                .isEqualTo(revision);
        assertThat(ServerlessRevision.of(Endpoints.rack(Endpoints.keeping(1)))).isNotEqualTo(revision);
    }

    @Test
    void isOfEndpointsOnly() {
        Deployment plain = new Deployment("rack", "model", false, 10, null, TierSpec.of(List.of()));

        assertThatThrownBy(() -> ServerlessRevision.of(plain)).hasMessage("deployment rack has no endpoint");
    }
}
