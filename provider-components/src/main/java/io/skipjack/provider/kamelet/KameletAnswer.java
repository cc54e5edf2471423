package io.skipjack.provider.kamelet;

import io.skipjack.provider.spi.RestAnswer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question to a Kamelet.
 *
 * @param rest what the provider answered; null when it was not called
 * @param headers that the steps left, where it was not called
 * @param variables that the steps set
 */
record KameletAnswer(@Nullable RestAnswer rest, Map<String, String> headers, Map<String, Object> variables) {
    static KameletAnswer of(Exchange exchange) {
        RestAnswer rest = KameletApi.answer(exchange);
        Map<String, Object> variables = new HashMap<>();
        exchange.getVariables().forEach((name, value) -> {
            if (value != null) {
                variables.put(name, value);
            }
        });
        return new KameletAnswer(rest, rest == null ? KameletApi.headers(exchange.getMessage()) : Map.of(), variables);
    }

    /** The call that it must have made. */
    RestAnswer called() {
        return Objects.requireNonNull(rest, "no call was made");
    }

    /** The variable, of a list the first; empty when it was not set. */
    String text(String variable) {
        List<String> all = texts(variable);
        return all.isEmpty() ? "" : all.getFirst();
    }

    List<String> texts(String variable) {
        Object value = variables.get(variable);
        if (value instanceof Collection<?> several) {
            return several.stream()
                    .filter(Objects::nonNull)
                    .map(String::valueOf)
                    .toList();
        }
        return value == null ? List.of() : List.of(String.valueOf(value));
    }

    /** Names only: the headers let one in. */
    @Override
    public String toString() {
        return "KameletAnswer[%s, %s, %s]".formatted(rest, headers.keySet(), variables.keySet());
    }
}
