package io.skipjack.processors.serverless;

import io.skipjack.domain.serverless.EndpointRecord;
import java.util.List;

/** Where requests go: told which endpoints there are. */
public interface EndpointTraffic {
    /** Offers requests to those that can take them, and to no others. */
    void offer(List<EndpointRecord> endpoints);
}
