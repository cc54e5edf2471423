package io.skipjack.processors.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        exchange.getMessage().setBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return exchange;
    }

    private static void assertRefused(int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedEditException.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
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
        public Map<String, Object> put(String name, String yaml) {
            texts.put(name, yaml);
            return Map.of("name", name);
        }

        @Override
        public boolean remove(String name) {
            return texts.remove(name) != null;
        }
    }
}
