package io.skipjack.processors.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.operator.AuditBook;
import io.skipjack.domain.operator.AuditEntry;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Change;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminStepsTest {
    private static final String DEPLOYMENTS = "/api/deployments/";
    private static final JsonText JSON = value -> value.toString().getBytes(StandardCharsets.UTF_8);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Notes notes = new Notes();

    @Test
    void statusIsAnsweredAndNoHeaderOfTheRequestComesBack() {
        Exchange exchange = asked("GET", "/api/status", "");
        exchange.getMessage().setHeader("Authorization", "Basic x");
        new ShowStatus(() -> Map.of("store", "up"), JSON).process(exchange);

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{store=up}");
        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(
                        Map.entry(Exchange.HTTP_RESPONSE_CODE, 200),
                        Map.entry(Exchange.CONTENT_TYPE, "application/json"));
    }

    @Test
    void aDeploymentIsPutShownListedAndRemoved() throws RefusedEditException, IOException {
        Exchange put = asked("PUT", "/api/deployments/rack", "name: räck");
        new PutDeployment(notes, JSON).process(put);
        Exchange shown = asked("GET", "/api/deployments/rack", "");
        new ShowDeployment(notes).process(shown);
        Exchange listed = asked("GET", "/api/deployments", "");
        new ListDeployments(notes, JSON).process(listed);
        Exchange removed = asked("DELETE", "/api/deployments/rack", "");
        new RemoveDeployment(notes, JSON).process(removed);

        assertThat(put.getMessage().getBody(String.class)).isEqualTo("{name=rack}");
        assertThat(shown.getMessage().getBody(byte[].class)).asString().isEqualTo("name: räck");
        assertThat(listed.getMessage().getBody(String.class)).isEqualTo("{deployments=[{name=rack}]}");
        assertThat(removed.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
        assertThat(notes.texts).isEmpty();
    }

    @Test
    void whatIsNotThereIs404() {
        assertRefused(404, () -> new ShowDeployment(notes).process(asked("GET", "/api/deployments/rack", "")));
        assertRefused(
                404, () -> new RemoveDeployment(notes, JSON).process(asked("DELETE", "/api/deployments/rack", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".a", "a/b", "a%2fb", "a b", "-a", "a\u0000", "ä"})
    void aNameKeepsToSafeCharacters(String name) {
        assertRefused(404, () -> new ShowDeployment(notes).process(asked("GET", "/api/deployments/" + name, "")));
    }

    @Test
    void aLongNameAndALargeBodyAreRefused() {
        String longName = "a".repeat(201);
        assertRefused(404, () -> new ShowDeployment(notes).process(asked("GET", "/api/deployments/" + longName, "")));
        String large = "#".repeat((1 << 20) + 1);
        assertRefused(413, () -> new PutDeployment(notes, JSON).process(asked("PUT", "/api/deployments/rack", large)));
    }

    @ParameterizedTest
    @CsvSource({"GET, 404", "PUT, 404", "POST, 405", "HEAD, 405"})
    void anotherPathIsToldWhatThereIs(String method, int status) {
        assertRefused(status, () -> new RefusePath().process(asked(method, "/api/x", "")));
    }

    @Test
    void aRefusalIsAnsweredWithItsSentence() {
        assertThat(answered(new RefusedEditException(400, "a mistake"))).isEqualTo("400 {error=a mistake}");
    }

    @Test
    void aFailureWithinSaysNothingOfItself() {
        assertThat(answered(new IOException("/secret/path")))
                .isEqualTo("500 {error=the router failed to answer; its log says why}");
    }

    @Test
    void aStoreThatIsDownIsSaidToBe() {
        assertThat(answered(new StoreUnavailableException("nothing was changed", new IOException())))
                .isEqualTo("503 {error=nothing was changed}");
    }

    @Test
    void theAuditLogIsAskedForASpanOfTimeAndSoMany() throws RefusedEditException {
        Instant began = Instant.now();
        Exchange exchange = asked("GET", "/api/audit", "");
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "since=24h&limit=5");
        OneEntry book = new OneEntry();
        new ShowAudit(book, JSON).process(exchange);

        assertThat(book.since).isBetween(began.minus(Duration.ofHours(24)), Instant.now());
        assertThat(book.limit).isEqualTo(5);
        assertThat(exchange.getMessage().getBody(String.class))
                .contains(
                        "who=local, role=admin, via=api, action=deployment.removed, target=rack, before=x, after=null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=yesterday", "since=24", "limit=0", "limit=1001", "limit=x"})
    void anAuditQueryThatIsNoneIsRefused(String query) {
        Exchange exchange = asked("GET", "/api/audit", "");
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query);

        assertRefused(400, () -> new ShowAudit(new OneEntry(), JSON).process(exchange));
    }

    @Test
    void aCallFromNobodyKnownChangesNothing() {
        Exchange exchange = asked("DELETE", "/api/deployments/rack", "");
        exchange.removeProperty(Callers.PROPERTY);
        notes.texts.put("rack", "x");

        assertThatThrownBy(() -> new RemoveDeployment(notes, JSON).process(exchange))
                .isInstanceOf(IllegalStateException.class);
        assertThat(notes.texts).containsKey("rack");
    }

    private String answered(Exception failure) {
        Exchange exchange = asked("GET", "/api/status", "");
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        new AnswerAdminError(JSON).process(exchange);
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE) + " "
                + exchange.getMessage().getBody(String.class);
    }

    private Exchange asked(String method, String path, String body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, method);
        exchange.getMessage().setHeader(Exchange.HTTP_URI, path);
        if (path.startsWith(DEPLOYMENTS)) {
            exchange.getMessage().setHeader("name", path.substring(DEPLOYMENTS.length()));
        }
        exchange.setProperty(Callers.PROPERTY, Caller.LOCAL);
        exchange.getMessage().setBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return exchange;
    }

    private static void assertRefused(int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedEditException.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    private static final class OneEntry implements AuditBook {
        private Instant since = Instant.MAX;
        private int limit;

        @Override
        public void note(AuditEntry entry) {
            throw new AssertionError("looking changes nothing");
        }

        @Override
        public List<AuditEntry> since(Instant from, int most) {
            since = from;
            limit = most;
            Change change = new Change("deployment.removed", "rack", "x", null);
            return List.of(new AuditEntry("1", Instant.EPOCH, Caller.LOCAL, AuditEntry.API, change));
        }
    }

    /** Deployments in memory. */
    private static final class Notes implements DeploymentEditor {
        private final Map<String, String> texts = new LinkedHashMap<>();

        @Override
        public List<Map<String, Object>> list() {
            return texts.keySet().stream()
                    .map(name -> Map.<String, Object>of("name", name))
                    .toList();
        }

        @Override
        public Optional<String> text(String name) {
            return Optional.ofNullable(texts.get(name));
        }

        @Override
        public Map<String, Object> put(Caller by, String name, String yaml) {
            texts.put(name, yaml);
            return Map.of("name", name);
        }

        @Override
        public boolean remove(Caller by, String name) {
            return texts.remove(name) != null;
        }
    }
}
