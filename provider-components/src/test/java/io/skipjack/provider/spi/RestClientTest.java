package io.skipjack.provider.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestClientTest {
    private static final String SECRET = "canary-key-1234567890";

    private final List<String> seen = new ArrayList<>();
    private int status = 200;
    private String body = "{}";
    private Map<String, String> headers = Map.of();

    @SuppressWarnings("NullAway.Init")
    private HttpServer api;

    @BeforeEach
    void listen() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        api.start();
    }

    @AfterEach
    void close() {
        api.stop(0);
    }

    @Test
    void jsonGoesBothWaysWithTheCredential() throws Exception {
        body = "{\"id\": 7}";

        RestAnswer answer = client().post(
                        "/things?a=b", JsonNodeFactory.instance.objectNode().put("x", 1));

        assertThat(answer.isOk()).isTrue();
        assertThat(answer.json().path("id").asInt()).isEqualTo(7);
        assertThat(seen).containsExactly("POST /things?a=b Bearer " + SECRET + " {\"x\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            404 ~ {"error": {"message": "no such thing"}}          ~ no such thing
            400 ~ {"title": "Bad", "detail": "name is missing"}    ~ name is missing
            409 ~ {"errors": [{"message": "exists"}]}              ~ exists
            403 ~ {"error": "denied for canary-key-1234567890"}    ~ denied for ***
            401 ~ <html><body>log in</body></html>                 ~ an HTML page
            """)
    void aRefusalIsAnAnswerInTheProvidersWords(int code, String said, String words) throws Exception {
        status = code;
        body = said;

        RestAnswer answer = client().get("/things");

        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.message()).isEqualTo(words);
        assertThatThrownBy(() -> answer.granted("looking")).hasMessage("looking, HTTP %d: %s".formatted(code, words));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            429 ~ {"message": "slow down"} ~ calling acme GET /things, HTTP 429: slow down
            502 ~ <html>Bad gateway</html> ~ calling acme GET /things, HTTP 502: an HTML page
            200 ~ <html>Sign in</html>     ~ calling acme GET /things, HTTP 200 without JSON
            """)
    void whatTellsNothingIsUnavailable(int code, String said, String message) {
        status = code;
        body = said;
        headers = Map.of("Retry-After", "2.5");

        assertThatThrownBy(() -> client().get("/things?key=" + SECRET))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage(message);
    }

    @Test
    void howLongToWaitIsTakenFromTheAnswer() {
        status = 429;
        headers = Map.of("Retry-After", "2.5");

        assertThatThrownBy(() -> client().get("/things"))
                .asInstanceOf(type(ProviderUnavailableException.class))
                .extracting(ProviderUnavailableException::retryAfter)
                .isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void noRedirectIsFollowedAndNoLinkElsewhere() {
        status = 302;
        headers = Map.of("Location", "http://evil.example/things");

        assertThatThrownBy(() -> client().get("/things"))
                .hasMessage("calling acme GET /things, HTTP 302 to evil.example, which is not followed");
        assertThatThrownBy(() -> client().get("http://evil.example/next"))
                .hasMessageContaining("it names another origin than its own");
        assertThat(seen).hasSize(1);
    }

    @Test
    void aListIsReadWholeOrNotAtAll() throws Exception {
        body = "{\"things\": [{\"id\": 1}, {\"id\": 2}]}";

        assertThat(client().get("/things").items("things", "listing")).hasSize(2);
        assertThatThrownBy(() -> client().get("/things").items("others", "listing"))
                .hasMessage("listing, the answer holds none");
    }

    @Test
    void nobodyThereIsSaidInWords() {
        api.stop(0);

        assertThatThrownBy(() -> client().get("/things")).hasMessage("calling acme GET /things, no connection");
    }

    private RestClient client() {
        return new RestClient(
                "acme",
                URI.create("http://127.0.0.1:" + api.getAddress().getPort() + "/"),
                Duration.ofSeconds(5),
                new Redaction(List.of(SECRET)),
                () -> Map.of("Authorization", "Bearer " + SECRET));
    }
}
