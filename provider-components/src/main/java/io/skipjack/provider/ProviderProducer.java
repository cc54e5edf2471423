package io.skipjack.provider;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.provider.LeaseLogRequest;
import io.skipjack.domain.provider.ListRequest;
import io.skipjack.domain.provider.PriceHistoryRequest;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** One blocking call to a provider an exchange; its exceptions pass as they are. */
final class ProviderProducer extends DefaultProducer {
    private final Provider provider;
    private final ProviderOperation operation;

    ProviderProducer(ProviderEndpoint endpoint, Provider provider, ProviderOperation operation) {
        super(endpoint);
        this.provider = provider;
        this.operation = operation;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, ProviderUnavailableException {
        Message message = exchange.getMessage();
        Object answer = switch (operation) {
            case LAUNCH -> provider.launch(message.getMandatoryBody(LaunchRequest.class));
            case TERMINATE -> provider.terminate(leases(message));
            case LIST -> list(message.getMandatoryBody(ListRequest.class));
            case QUOTE -> provider.quote(message.getMandatoryBody(FleetSpec.class));
            case PRICE_HISTORY -> priceHistory(message.getMandatoryBody(PriceHistoryRequest.class));
            case LEASE_LOGS -> logs(message.getMandatoryBody(LeaseLogRequest.class));
            case PLAN, CHECK, DEPLOY, STATUS, SCALE, WARM, DESTROY, LIST_ENDPOINTS, LOGS, INVOICES ->
                throw new IllegalStateException("%s is not asked of a machine".formatted(operation.label()));
        };
        message.setBody(answer);
    }

    private Object list(ListRequest request) throws ProviderUnavailableException {
        return provider.list(request.owner(), request.regions());
    }

    private Object priceHistory(PriceHistoryRequest request) throws ProviderUnavailableException {
        return provider.priceHistory(request.offers(), request.since());
    }

    private Object logs(LeaseLogRequest request) throws ProviderUnavailableException {
        return provider.logs(request.lease(), request.since());
    }

    private static List<Lease> leases(Message message) throws InvalidPayloadException {
        List<Lease> leases = new ArrayList<>();
        for (Object one : message.getMandatoryBody(Collection.class)) {
            if (!(one instanceof Lease lease)) {
                throw new IllegalArgumentException(
                        "only leases can be terminated, not a " + one.getClass().getName());
            }
            leases.add(lease);
        }
        return leases;
    }
}
