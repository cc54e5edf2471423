package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.provider.spi.Charges;
import io.skipjack.provider.spi.WholeBuckets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What Baseten says it charged for the deployments of a model, those that are gone included
 * (docs.baseten.co/reference/management-api/billing): by the day of UTC, for at most 31 days a call. Each is the amount before
 * the account's credits.
 */
final class BasetenInvoices {
    private static final String SOURCE = "baseten /v1/billing/usage_summary";
    private static final String DOING = "reading the bill at baseten";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private final BasetenApi api;

    BasetenInvoices(BasetenApi api) {
        this.api = api;
    }

    List<Invoice> of(EndpointRef endpoint, Instant from, Instant until) throws ProviderUnavailableException {
        WholeBuckets days = new WholeBuckets(from, until, DAY);
        for (Instant start = days.from(); start.isBefore(days.until()); start = start.plus(LONGEST)) {
            Instant end = start.plus(LONGEST).isBefore(days.until()) ? start.plus(LONGEST) : days.until();
            JsonNode summary = BasetenApi.granted(api.usage(start, end), "reading the bill")
                    .json();
            for (JsonNode each : summary.path("dedicated_usage").path("breakdown")) {
                if (each.path("billable_resource").path("model_name").asText().equals(endpoint.name())) {
                    add(each.path("daily"), days);
                }
            }
        }
        return days.invoices(SOURCE);
    }

    private static void add(JsonNode daily, WholeBuckets days) throws ProviderUnavailableException {
        for (JsonNode day : daily) {
            days.add(
                    Charges.instant(day.path("date").asText() + "T00:00:00Z", DOING),
                    Charges.dollars(day.path("subtotal"), DOING));
        }
    }
}
