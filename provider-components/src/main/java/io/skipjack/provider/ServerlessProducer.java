package io.skipjack.provider;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.InvoiceRequest;
import io.skipjack.domain.provider.LogRequest;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ScaleRequest;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** One blocking call to a serverless provider an exchange; its exceptions pass as they are. */
final class ServerlessProducer extends DefaultProducer {
    private final ServerlessProvider provider;
    private final ProviderOperation operation;

    ServerlessProducer(ProviderEndpoint endpoint, ServerlessProvider provider, ProviderOperation operation) {
        super(endpoint);
        this.provider = provider;
        this.operation = operation;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, ProviderUnavailableException {
        Message message = exchange.getMessage();
        Object answer = switch (operation) {
            case PLAN -> provider.plan(message.getMandatoryBody(EndpointRequest.class));
            case CHECK -> provider.check(message.getBody() instanceof GpuChoice gpu ? gpu : null);
            case DEPLOY -> provider.deploy(message.getMandatoryBody(EndpointRequest.class));
            case STATUS -> provider.status(endpoint(message));
            case SCALE -> scaled(message.getMandatoryBody(ScaleRequest.class));
            case WARM -> warmed(endpoint(message));
            case DESTROY -> provider.destroy(endpoint(message));
            case LIST_ENDPOINTS -> provider.list(message.getMandatoryBody(String.class));
            case QUOTE -> provider.quote();
            case LOGS -> logs(message.getMandatoryBody(LogRequest.class));
            case INVOICES -> invoices(message.getMandatoryBody(InvoiceRequest.class));
            case LAUNCH, TERMINATE, LIST, PRICE_HISTORY, LEASE_LOGS ->
                throw new IllegalStateException("%s is not asked of an endpoint".formatted(operation.label()));
        };
        message.setBody(answer);
    }

    private Object scaled(ScaleRequest request) throws ProviderUnavailableException {
        provider.scale(request.endpoint(), request.workersMin(), request.workersMax());
        return request;
    }

    private Object warmed(EndpointRef endpoint) throws ProviderUnavailableException {
        provider.warm(endpoint);
        return endpoint;
    }

    private Object logs(LogRequest request) throws ProviderUnavailableException {
        return provider.logs(request.endpoint(), request.since());
    }

    private Object invoices(InvoiceRequest request) throws ProviderUnavailableException {
        return provider.invoices(request.endpoint(), request.from(), request.until());
    }

    private static EndpointRef endpoint(Message message) throws InvalidPayloadException {
        return message.getMandatoryBody(EndpointRef.class);
    }
}
