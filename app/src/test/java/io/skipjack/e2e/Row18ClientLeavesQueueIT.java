package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client leaves while its request waits for an engine to come up: no engine must ever hear of it. */
class Row18ClientLeavesQueueIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Pattern OUTCOMES =
            Pattern.compile("gen_ai_server_request_duration_seconds_count\\{([^}]*)} ([0-9.]+)");

    @SuppressWarnings("NullAway.Init")
    private SpotModel model;

    @BeforeEach
    void start() {
        model = SpotModel.start();
        model.engine().kill();
        await().atMost(Duration.ofSeconds(5)).until(() -> !ready());
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void onlyWhoStayedIsAnswered() {
        try (RawClient stays = model.connect();
                RawClient leaves = model.connect();
                RawClient leavesItsStream = model.connect()) {
            stays.send(model.chat(""));
            leaves.send(model.chat("\"user\":\"gone\""));
            leavesItsStream
                    .send(model.chat("\"user\":\"gone\",\"stream\":true"))
                    .until(": waiting\n\n");
            leaves.close();
            leavesItsStream.reset();
            await().atMost(AT_ONCE).until(() -> cancelled() == 2);

            model.engine().boot();

            assertThat(stays.reply().text()).isEqualTo(SpotModel.answer(16));
            assertThat(model.asked()).hasSize(1);
        }
    }

    private boolean ready() {
        return model.router()
                .health("/deployments/" + model.model().replace('/', '-'))
                .contains("\"spot-1\":\"ready\"");
    }

    /** Requests to this model that ended because their client left, as the metrics tell. */
    private double cancelled() {
        Matcher found = OUTCOMES.matcher(model.router().operatorsGet("/actuator/prometheus"));
        double sum = 0;
        while (found.find()) {
            if (found.group(1).contains('"' + model.model() + '"')
                    && found.group(1).contains("outcome=\"cancelled\"")) {
                sum += Double.parseDouble(found.group(2));
            }
        }
        return sum;
    }
}
