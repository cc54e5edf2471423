package io.skipjack.provider.modal;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.Charges;
import io.skipjack.provider.spi.WholeBuckets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What Modal's billing report says of an app: full hours only, within minutes of their end, and later what was collected late
 * (modal.com/docs/reference/modal.billing). Apps that had the name one after the other are one here.
 */
final class ModalInvoices {
    private static final String SOURCE = "modal billing report";

    private ModalInvoices() {}

    static List<Invoice> read(ModalCommands commands, String name, Instant from, Instant until)
            throws ProviderUnavailableException {
        WholeBuckets hours = new WholeBuckets(from, until, Duration.ofHours(1));
        if (hours.isEmpty()) {
            return List.of();
        }
        String doing = "reading the bill of " + name;
        for (JsonNode row : ModalCommands.rows(doing, commands.bill(hours.from()))) {
            if (row.path("description").asText().equals(name)) {
                add(row, doing, hours);
            }
        }
        return hours.invoices(SOURCE);
    }

    /** In UTC, and without saying so. */
    private static void add(JsonNode row, String doing, WholeBuckets hours) throws ProviderUnavailableException {
        String start = row.path("interval_start").asText();
        hours.add(Charges.instant(start + "Z", doing), Charges.dollars(row.path("cost"), doing));
    }
}
