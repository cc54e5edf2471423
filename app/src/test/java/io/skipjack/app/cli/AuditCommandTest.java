package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
    private static final String ENTRY =
            "{\"at\":\"2026-11-29T10:00:00.123Z\",\"who\":\"op-1 (ann)\",\"role\":\"developer\","
                    + "\"via\":\"api\",\"action\":\"deployment.changed\",\"target\":\"rack\",\"before\":\"a\",\"after\":\"b\"}";

    @AutoClose
    private final AdminStub router = new AdminStub()
            .on("GET /api/audit?since=24h&limit=100", "{\"entries\":[" + ENTRY + "]}")
            .on("GET /api/audit?since=1h&limit=100", "{\"entries\":[]}")
            .on("GET /api/audit?since=x&limit=100", 400, "{\"error\":\"since must be how long ago\"}");

    @Test
    void aChangeIsALine() {
        assertThat(audit().out().lines())
                .hasSize(2)
                .last()
                .asString()
                .matches("2026-11-29T10:00:00Z +op-1 \\(ann\\) +developer +api +deployment.changed +rack");
    }

    @Test
    void jsonHoldsWhatWasAndWhatIs() {
        assertThat(audit("--output", "json").out()).startsWith("[").contains("\"before\" : \"a\"");
    }

    @Test
    void nothingIsSaidToBe() {
        assertThat(audit("--since", "1h").out()).startsWith("Nothing was changed since 1h");
    }

    @Test
    void aMistakeIsTheRoutersSentence() {
        assertThat(audit("--since", "x")).isEqualTo(new Typed(1, "", "since must be how long ago"));
    }

    private Typed audit(String... more) {
        return Typed.run(List.of("audit", "--operator-url", router.url()), more);
    }
}
