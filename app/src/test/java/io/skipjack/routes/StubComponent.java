package io.skipjack.routes;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Stands in for a component that opens sockets: takes any option, and does what the test says. */
final class StubComponent extends DefaultComponent {
    private final Map<String, String> options = new TreeMap<>();
    private volatile String address = "";
    private volatile Processor answers = exchange -> exchange.getMessage().setBody("answer");
    private volatile @Nullable Processor route;

    /** What its producers do. */
    void answers(Processor how) {
        answers = how;
    }

    /** The path and options of the last endpoint made. */
    String address() {
        return address;
    }

    Map<String, String> options() {
        return options;
    }

    /** Hands an exchange to the route that listens. */
    void receive(Exchange exchange) throws Exception {
        Objects.requireNonNull(route, "no route listens").process(exchange);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        address = remaining;
        options.clear();
        parameters.forEach((name, value) -> options.put(name, String.valueOf(value)));
        parameters.clear();
        return new StubEndpoint(uri, this);
    }

    private static final class StubEndpoint extends DefaultEndpoint {
        private final StubComponent stub;

        StubEndpoint(String uri, StubComponent stub) {
            super(uri, stub);
            this.stub = stub;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    stub.answers.process(exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            stub.route = processor;
            return new DefaultConsumer(this, processor);
        }
    }
}
