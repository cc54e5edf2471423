package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.provider.spi.Charges;
import io.skipjack.provider.spi.WholeBuckets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What RunPod says it charged for an endpoint (docs.runpod.io/api-reference-v2/billing). It bills every five minutes and
 * lists the hour that is not over as well, which is left out here.
 */
final class RunpodInvoices {
    private static final String SOURCE = "runpod /v2/billing/serverless";
    private static final String DOING = "reading the bill at runpod";

    private final RunpodApi api;

    RunpodInvoices(RunpodApi api) {
        this.api = api;
    }

    List<Invoice> of(EndpointRef endpoint, Instant from, Instant until) throws ProviderUnavailableException {
        WholeBuckets hours = new WholeBuckets(from, until, Duration.ofHours(1));
        String id = hours.isEmpty() ? null : id(endpoint);
        if (id == null) {
            return List.of();
        }
        for (JsonNode each : RunpodApi.items(api.billing(id, hours.from(), hours.until()), "records")) {
            if (each.path("serverlessId").asText(id).equals(id)) {
                hours.add(
                        Charges.instant(each.path("startTime").asText(), DOING),
                        Charges.dollars(each.path("totalAmount"), DOING));
            }
        }
        return hours.invoices(SOURCE);
    }

    /** Noted, for an endpoint that is gone is not found by name; null when nobody knows. */
    private @Nullable String id(EndpointRef endpoint) throws ProviderUnavailableException {
        String noted = endpoint.facts().get(RunpodLookup.ID);
        if (noted != null) {
            return noted;
        }
        return api.named(endpoint.name()).stream()
                .map(RunpodEndpoint::id)
                .findFirst()
                .orElse(null);
    }
}
