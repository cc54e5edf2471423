package io.skipjack.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.serverless.EndpointId;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SubjectFieldsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.skipjack.test");

    @Test
    void aLineAboutAReplicaSaysWhichAndOfWhat() throws IOException {
        JsonNode line = line("{} drains: {}", new ReplicaId("rack", 3), "fewer are wanted");

        assertThat(line.path("message").asText()).isEqualTo("rack-3 drains: fewer are wanted");
        assertThat(line.path("replica").asText()).isEqualTo("rack-3");
        assertThat(line.path("deployment").asText()).isEqualTo("rack");
    }

    @Test
    void aLineAboutAnEndpointSaysWhereItIs() throws IOException {
        JsonNode line = line("{} is deployed", new EndpointId("rack", "modal"));

        assertThat(line.path("deployment").asText()).isEqualTo("rack");
        assertThat(line.path("provider").asText()).isEqualTo("modal");
        assertThat(line.has("replica")).isFalse();
    }

    @Test
    void aLineAboutNeitherHasNoSuchField() throws IOException {
        JsonNode line = line("took up changed keys, {} active", 3);

        assertThat(line.has("replica")).isFalse();
        assertThat(line.has("deployment")).isFalse();
        assertThat(line.has("provider")).isFalse();
    }

    private JsonNode line(String message, Object... said) throws IOException {
        return JsonLines.of(
                new LoggingEvent(SubjectFieldsTest.class.getName(), logger, Level.INFO, message, null, said));
    }
}
