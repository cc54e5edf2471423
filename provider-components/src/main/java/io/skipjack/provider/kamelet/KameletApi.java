package io.skipjack.provider.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The one step by which a provider's Kamelet calls its provider: {@code - bean: { ref: providerApi, method: call }}. Takes
 * the message as the request ({@code CamelHttpMethod}, {@code CamelHttpPath}, headers, a JSON body) and leaves the answer's
 * JSON as its body. By the rules of {@link RestClient}, which are not the Kamelet's to break: no other origin, no redirect,
 * bounded time and size. A refusal ends the steps: they need not ask whether it worked.
 */
public final class KameletApi {
    /** The bean's name in the registry. */
    public static final String NAME = "providerApi";

    private static final String LINE = "SkipjackProviderLine";
    private static final String ANSWER = "SkipjackProviderAnswer";
    private static final String FAILURE = "SkipjackProviderFailure";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Where an exchange may call. */
    record Line(String provider, URI base, Duration patience, Redaction redaction) {
        @Override
        public String toString() {
            return "Line[" + provider + "]";
        }
    }

    static void connect(Exchange exchange, Line line) {
        exchange.setProperty(LINE, line);
    }

    /** What was answered; null before any call. */
    static @Nullable RestAnswer answer(Exchange exchange) {
        return exchange.getProperty(ANSWER, RestAnswer.class);
    }

    /** Why nothing was answered, as far as a call was made; null otherwise. */
    static @Nullable ProviderUnavailableException failure(Exchange exchange) {
        return exchange.getProperty(FAILURE, ProviderUnavailableException.class);
    }

    /** Makes the call, unless only headers were asked for. Throws nothing that is the provider's: Camel would log its trace. */
    public void call(Exchange exchange) {
        Line line = exchange.getProperty(LINE, Line.class);
        String operation = exchange.getVariable(KameletQuestion.OPERATION, String.class);
        if (line == null || operation == null) {
            throw new IllegalArgumentException(NAME + " can be called only for an operation of a provider");
        }
        if (operation.equals(KameletOperation.ACCESS.word())) {
            return;
        }
        Message message = exchange.getMessage();
        String method = message.getHeader(Exchange.HTTP_METHOD, "GET", String.class);
        String path = withoutEmpty(message.getHeader(Exchange.HTTP_PATH, "", String.class));
        JsonNode body = body(operation, message.getBody(String.class));
        Map<String, String> headers = headers(message);
        message.removeHeaders("*");
        RestClient client =
                new RestClient(line.provider(), line.base(), line.patience(), line.redaction(), () -> headers);
        try {
            keep(exchange, client.call(method, path, body));
        } catch (ProviderUnavailableException unknown) {
            exchange.setProperty(FAILURE, unknown);
            exchange.setRouteStop(true);
        }
    }

    private static void keep(Exchange exchange, RestAnswer answer) {
        JsonNode json = answer.json();
        exchange.getMessage().setBody(json.isMissingNode() ? "{}" : json.toString());
        exchange.setProperty(ANSWER, answer);
        exchange.setRouteStop(!answer.isOk());
    }

    /** All that are not Camel's own. */
    static Map<String, String> headers(Message message) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && value instanceof String text && !text.isEmpty()) {
                headers.put(name, text);
            }
        });
        return headers;
    }

    private static @Nullable JsonNode body(String operation, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return EmptyFields.without(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            // not as a cause: its words are Jackson's
            throw new IllegalArgumentException("the body of %s is no JSON (line %d, column %d of it)"
                    .formatted(
                            operation,
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr()));
        }
    }

    /** Without the parameters of a query that have no value: settings that nobody set. */
    static String withoutEmpty(String path) {
        return path.replaceAll("(?<=[?&])[^=&]+=(?:&|$)", "").replaceAll("[?&]$", "");
    }
}
