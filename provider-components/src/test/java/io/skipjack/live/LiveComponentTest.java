package io.skipjack.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LiveComponentTest {
    private final CamelContext context = new DefaultCamelContext();
    private final AtomicReference<Exchange> inside = new AtomicReference<>();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void givesExchangesToTheNewestStartedConsumer() throws Exception {
        add("spot@1", "live:spot", "first");
        add("spot@2", "live:spot", "second");

        assertThat(ask("live:spot")).isEqualTo("second");

        context.getRouteController().stopRoute("spot@2");
        assertThat(ask("live:spot")).isEqualTo("first");
    }

    @Test
    @Timeout(2)
    void failsAtOnceWhenNoRouteIsUp() {
        Exchange answer = send("live:nobody");

        assertThat(answer.getException())
                .isInstanceOf(LiveRouteUnavailableException.class)
                .hasMessageContaining("live:nobody");
    }

    @Test
    void handsOverTheExchangeItself() throws Exception {
        add("spot@1", "live:spot", "first");
        Exchange sent = new DefaultExchange(context);
        context.createProducerTemplate().send("live:spot", sent);

        assertThat(inside.get()).isSameAs(sent);
    }

    @Test
    void switchesAllNamesAtOnce() throws Exception {
        LiveComponent live = context.getComponent("live", LiveComponent.class);
        add("spot@1", "live:spot", "spot 1");
        add("calm@1", "live:calm", "calm 1");
        live.switchTo(1);
        add("spot@2", "live:spot", "spot 2");

        assertThat(ask("live:spot")).isEqualTo("spot 1");

        live.switchTo(2);
        assertThat(ask("live:spot")).isEqualTo("spot 2");
        assertThat(ask("live:calm")).as("gone in generation 2").isEqualTo("LiveRouteUnavailableException");
    }

    @Test
    void keepsAnExchangeInTheGenerationItBeganIn() throws Exception {
        LiveComponent live = context.getComponent("live", LiveComponent.class);
        add("spot@1", "live:spot", "spot 1");
        add("spot@2", "live:spot", "spot 2");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("live:entry")
                        .routeId("entry@1")
                        .process(e -> live.switchTo(2))
                        .to("live:spot");
            }
        });
        live.switchTo(1);

        assertThat(ask("live:entry")).isEqualTo("spot 1");
        assertThat(ask("live:spot")).isEqualTo("spot 2");
    }

    @Test
    void countsExchangesInsideUntilTheyAreDone() throws Exception {
        add("spot@1", "live:spot", "spot 1");
        LiveConsumer consumer = (LiveConsumer) context.getRoute("spot@1").getConsumer();
        ask("live:spot");
        assertThat(consumer.inFlight()).isZero();

        LiveTarget target = context.getComponent("live", LiveComponent.class).target("spot");
        assertThat(target.enter(null)).isSameAs(consumer);
        assertThat(consumer.inFlight()).isEqualTo(1);
    }

    @Test
    void stripsGenerationsFromNames() {
        assertThat(RouteName.plain("inference@12")).isEqualTo("inference");
        assertThat(RouteName.plain("listen")).isEqualTo("listen");
        assertThat(RouteName.plain("me@home")).isEqualTo("me@home");
        assertThat(RouteName.plain("@3")).isEqualTo("@3");
        assertThat(RouteName.generationOf("inference@12")).isEqualTo(12);
        assertThat(RouteName.generationOf("a@99999999999999")).isEqualTo(LiveComponent.NONE);
    }

    private void add(String id, String uri, String answer) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(inside::set).setBody(constant(answer));
            }
        });
    }

    private Exchange send(String uri) {
        return context.createProducerTemplate().send(uri, new DefaultExchange(context));
    }

    private String ask(String uri) {
        Exchange answer = send(uri);
        return answer.getException() == null
                ? answer.getMessage().getBody(String.class)
                : answer.getException().getClass().getSimpleName();
    }
}
