package io.skipjack.provider.kamelet;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** The questions a provider asks its Kamelet. */
final class KameletCalls {
    private static final int MOST_PAGES = 100;

    private final CamelContext context;
    private final KameletDefinition definition;
    private final KameletSettings settings;
    private final KameletRoute route;
    private final Redaction redaction;
    private final URI api;

    KameletCalls(CamelContext context, KameletDefinition definition, ProviderSettings keys) {
        this.context = context;
        this.definition = definition;
        this.settings = new KameletSettings(definition, keys);
        this.route = KameletRoute.of(context, definition.kamelet());
        this.redaction = new Redaction(keys.secrets());
        this.api = keys.uri(KameletDefinition.ENDPOINT);
    }

    KameletQuestion question(KameletOperation operation) {
        return KameletQuestion.of(operation, api);
    }

    /** How the endpoint of that name is. */
    KameletFound find(String name) throws ProviderUnavailableException {
        return found(ask(question(KameletOperation.FIND).with(KameletQuestion.NAME, name)));
    }

    KameletFound found(KameletAnswer answer) {
        return KameletFound.of(definition, answer);
    }

    /** One page of the names of all that is there. */
    KameletAnswer page(String prefix, int start, String cursor) throws ProviderUnavailableException {
        return ask(question(KameletOperation.LIST)
                .with(KameletQuestion.PREFIX, prefix)
                .with(KameletQuestion.START, start)
                .with(KameletQuestion.CURSOR, cursor));
    }

    /**
     * The names of all that is there.
     *
     * @throws ProviderUnavailableException also for a refusal: none of it is known then
     */
    List<String> names(String prefix) throws ProviderUnavailableException {
        List<String> names = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            KameletAnswer answer = page(prefix, names.size(), cursor);
            granted(answer.called(), "listing endpoints");
            List<String> read = answer.texts("names");
            names.addAll(read);
            cursor = answer.text("next");
            String total = answer.text("total");
            boolean more = total.matches("\\d{1,9}") && Integer.parseInt(total) > names.size();
            if (read.isEmpty() || (cursor.isEmpty() && !more)) {
                break;
            }
        }
        return names;
    }

    /** The answer, unless it is a refusal: for calls that say nothing else than that they could not. */
    RestAnswer granted(RestAnswer answer, String doing) throws ProviderUnavailableException {
        return answer.granted("%s at %s".formatted(doing, definition.name()));
    }

    /**
     * Runs the steps.
     *
     * @throws ProviderUnavailableException also when they are wrong: they may be right at the next try, after an edit
     */
    KameletAnswer ask(KameletQuestion question) throws ProviderUnavailableException {
        String operation = question.operation().word();
        Exchange exchange = exchange(question);
        try {
            route.run(exchange, definition.properties());
        } catch (RuntimeException broken) {
            throw wrong(operation, broken);
        }
        ProviderUnavailableException unknown = KameletApi.failure(exchange);
        if (unknown != null) {
            throw unknown;
        }
        if (exchange.getException() != null) {
            throw wrong(operation, exchange.getException());
        }
        KameletAnswer answer = KameletAnswer.of(exchange);
        if (answer.rest() == null && question.operation() != KameletOperation.ACCESS) {
            throw wrong(operation, new IllegalStateException("its steps end without the call"));
        }
        return answer;
    }

    private Exchange exchange(KameletQuestion question) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setVariable(KameletQuestion.OPERATION, question.operation().word());
        exchange.setVariable(KameletQuestion.SETTINGS, settings);
        question.variables().forEach(exchange::setVariable);
        KameletApi.connect(
                exchange, new KameletApi.Line(definition.name(), question.base(), question.patience(), redaction));
        return exchange;
    }

    private ProviderUnavailableException wrong(String operation, Throwable failure) {
        return new ProviderUnavailableException(
                "%s, operation %s: %s".formatted(definition.file(), operation, redaction.sentence(reason(failure))));
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        @Nullable String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
