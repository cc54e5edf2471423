package io.skipjack.app.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.LeaseLog;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.log.LogComponent;
import io.skipjack.domain.log.LogLine;
import io.skipjack.domain.log.SourceLog;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.provider.LeaseLogRequest;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointStore;
import io.skipjack.processors.admin.DeploymentEditor;
import io.skipjack.processors.admin.FindLogSources;
import io.skipjack.processors.admin.JsonText;
import io.skipjack.processors.admin.KeepLog;
import io.skipjack.processors.admin.LogDesk;
import io.skipjack.processors.admin.LogQuestion;
import io.skipjack.processors.admin.NoteLogFailure;
import io.skipjack.processors.admin.RefusedEditException;
import io.skipjack.processors.admin.ShowLogs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of {@code routes/logs.camel.yaml}, with the route played by hand. */
class DeploymentLogsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonText JSON = value -> {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    };
    private static final Replica BOOTING = RememberedFleet.pulling("rack", 1);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Replica> replicas = new ArrayList<>(List.of(BOOTING));
    private Instant now = RememberedFleet.NOW;
    private boolean leads = true;
    private RememberedFleet fleet = new RememberedFleet(new FleetSnapshot(replicas, List.of()));
    private LogDesk desk = desk();

    private LogDesk desk() {
        LogLine own = new LogLine(now.minusSeconds(50), LogComponent.ROUTER, "desk-1", "rack-1 requested");
        return new LogDesk(
                fleet,
                new NoEndpoints(),
                new LogDesk.Teller(
                        "desk-1",
                        (deployment, since) -> List.of(new SourceLog.Seen(own, own.at())),
                        () -> leads ? OptionalLong.of(3) : OptionalLong.empty(),
                        text -> text.replace("secret", "***")),
                () -> now);
    }

    @Test
    void linesOfAllComponentsAreInOrderOfTime() throws Exception {
        Exchange exchange = find("");
        answer(exchange, line(-60, "agent: a"), line(-40, "engine: secret"));

        assertThat(show(exchange).path("lines").findValuesAsText("text"))
                .containsExactly("agent: a", "rack-1 requested", "engine: ***");
        JsonNode shown = show(exchange);
        assertThat(shown.path("router").asText()).isEqualTo("desk-1");
        assertThat(shown.path("since").asText()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(shown.path("heard_until").asText()).isEqualTo(now.toString());
        assertThat(shown.path("lines").get(0).path("source").asText()).isEqualTo("rack-1");
        assertThat(shown.path("problems")).isEmpty();
    }

    @Test
    void aReplicaIsAskedOnceInAPauseHoweverManyFollowIt() throws Exception {
        Exchange first = find("");
        assertThat(questions(first)).singleElement().satisfies(question -> {
            assertThat(question.provider()).isEqualTo("ec2");
            assertThat(question.operation()).isEqualTo("lease-logs");
            assertThat(((LeaseLogRequest) question.request()).lease()).isEqualTo(BOOTING.lease());
        });
        answer(first, line(-60, "agent: a"));

        now = now.plusSeconds(2);
        assertThat(questions(find(""))).isEmpty();
        now = now.plusSeconds(2);
        assertThat(questions(find(""))).hasSize(1);
    }

    @Test
    void whoCannotBeAskedIsSaidAndTheOthersAreShown() throws Exception {
        Exchange exchange = find("");
        Exchange asked = question(exchange);
        asked.setProperty(Exchange.EXCEPTION_CAUGHT, new ProviderUnavailableException("reading with secret, Down"));
        new NoteLogFailure(desk).process(asked);

        JsonNode shown = show(exchange);
        assertThat(shown.path("lines")).hasSize(1);
        assertThat(shown.path("problems").findValuesAsText("text")).containsExactly("reading with ***, Down");
    }

    @Test
    void nothingYetAndNothingAnyMoreIsSaid() throws Exception {
        Exchange exchange = find("?component=spot");
        answer(exchange);
        assertThat(show(exchange).path("problems").findValuesAsText("text"))
                .containsExactly("its console shows nothing yet");

        Replica gone = new Replica(
                BOOTING.id(),
                "r1",
                ReplicaState.ENDED,
                now,
                BOOTING.intent(),
                BOOTING.lease(),
                null,
                null,
                null,
                now,
                "",
                BOOTING.host(),
                null);
        fleet = new RememberedFleet(new FleetSnapshot(List.of(gone), List.of()));
        desk = desk();
        Exchange ended = find("?component=spot");
        answer(ended);
        assertThat(show(ended).path("problems").findValuesAsText("text"))
                .containsExactly("it has ended, and its provider shows nothing of its console any more");
        now = now.plusSeconds(7_200);
        assertThat(questions(find("?component=spot")))
                .as("it ended long before")
                .isEmpty();
    }

    @Test
    void aRouterThatDoesNotLeadSaysSo() throws Exception {
        leads = false;

        assertThat(show(find("?component=router")).path("problems").findValuesAsText("text"))
                .containsExactly("this router does not lead; what the leading one decided is in that one's log");
    }

    @Test
    void whatWasSeenBeforeAndWhatIsMoreThanTheLimitIsLeftOut() throws Exception {
        Exchange exchange = find("?component=spot&limit=1");
        answer(exchange, line(-60, "a"), line(-40, "b"));
        assertThat(show(exchange).path("lines").findValuesAsText("text")).containsExactly("b");
        assertThat(show(exchange).path("left_out").asInt()).isEqualTo(1);

        now = now.plusSeconds(5);
        Exchange next = find("?component=spot&seen_since=" + now);
        answer(next, line(-60, "a"), line(-40, "b"), line(-30, "late"));
        assertThat(show(next).path("lines").findValuesAsText("text")).containsExactly("late");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"component=engine", "since=tomorrow", "since=-5m", "limit=0", "limit=10001", "seen_since=x"})
    void aWrongParameterIsRefused(String parameter) {
        assertThatThrownBy(() -> find("?" + parameter))
                .isInstanceOfSatisfying(
                        RefusedEditException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void aDeploymentThatNobodyKnowsIs404() {
        fleet = new RememberedFleet(FleetSnapshot.EMPTY);
        desk = desk();

        assertThatThrownBy(() -> new FindLogSources(desk, new Deployments()).process(asked("rick", "")))
                .isInstanceOfSatisfying(
                        RefusedEditException.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
    }

    private Exchange asked(String name, String query) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("name", name);
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query.replaceFirst("\\?", ""));
        return exchange;
    }

    private Exchange find(String query) throws RefusedEditException {
        Exchange exchange = asked("rack", query);
        new FindLogSources(desk, new Deployments()).process(exchange);
        return exchange;
    }

    @SuppressWarnings("unchecked")
    private static List<LogQuestion> questions(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private Exchange question(Exchange exchange) {
        Exchange asked = new DefaultExchange(context);
        asked.setVariable("question", questions(exchange).getFirst());
        return asked;
    }

    private void answer(Exchange exchange, LeaseLog... lines) {
        Exchange asked = question(exchange);
        asked.getMessage().setBody(List.of(lines));
        new KeepLog(desk).process(asked);
    }

    private JsonNode show(Exchange exchange) throws IOException {
        new ShowLogs(desk, JSON).process(exchange);
        return MAPPER.readTree(exchange.getMessage().getBody(byte[].class));
    }

    private static LeaseLog line(int second, String text) {
        return new LeaseLog(RememberedFleet.NOW.plusSeconds(second), text);
    }

    private static final class Deployments implements DeploymentEditor {
        @Override
        public List<Map<String, Object>> list() {
            return List.of(Map.of("name", "rack"));
        }

        @Override
        public Optional<String> text(String name) {
            return Optional.empty();
        }

        @Override
        public Map<String, Object> put(Caller caller, String name, String yaml) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean remove(Caller caller, String name) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NoEndpoints implements EndpointStore {
        @Override
        public List<EndpointRecord> endpoints() {
            return List.of();
        }

        @Override
        public void save(long epoch, EndpointRecord record) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(long epoch, EndpointId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ColdStart> coldStarts() {
            return List.of();
        }

        @Override
        public void save(long epoch, ColdStart measured) {
            throw new UnsupportedOperationException();
        }
    }
}
