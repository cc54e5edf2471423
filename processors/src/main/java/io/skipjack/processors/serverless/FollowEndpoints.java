package io.skipjack.processors.serverless;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** On every router: offers requests to the endpoints that the store shows. */
public final class FollowEndpoints implements Processor {
    private final EndpointControl control;
    private final EndpointTraffic traffic;

    public FollowEndpoints(EndpointControl control, EndpointTraffic traffic) {
        this.control = control;
        this.traffic = traffic;
    }

    @Override
    public void process(Exchange exchange) {
        traffic.offer(control.memory().endpoints().endpoints());
    }
}
