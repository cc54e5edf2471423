package io.skipjack.processors.cost;

import java.time.Duration;

/** How long to wait between two questions to a provider about what it charges for one endpoint. */
public record InvoiceInterval(Duration interval) {}
