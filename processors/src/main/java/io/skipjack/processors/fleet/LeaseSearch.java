package io.skipjack.processors.fleet;

import io.skipjack.domain.provider.ListRequest;

/** What to ask one provider for. */
public record LeaseSearch(String provider, ListRequest request) {}
