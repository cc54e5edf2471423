package io.skipjack.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.provider.ListRequest;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderComponentTest {
    private final CamelContext camel = new DefaultCamelContext();

    /** Shows nothing, ends everything, and is down for launches. */
    private static final class Small implements Provider {
        @Override
        public String name() {
            return "small";
        }

        @Override
        public LaunchOutcome launch(LaunchRequest request) throws ProviderUnavailableException {
            throw new ProviderUnavailableException("launching on small, Down");
        }

        @Override
        public Set<String> terminate(Collection<Lease> leases) {
            return Set.of("ended:" + leases.size());
        }

        @Override
        public Listing list(String owner, Set<String> regions) {
            return new Listing(List.of(), regions);
        }

        @Override
        public List<PriceQuote> quote(FleetSpec spec) {
            return List.of();
        }
    }

    @BeforeEach
    void start() {
        camel.getRegistry().bind("any", new Small());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange ask(String uri, Object body) {
        return camel.createProducerTemplate()
                .request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void findsAProviderByItsName() {
        Exchange answer = ask("provider:small?operation=list", new ListRequest("me", Set.of("here")));

        assertThat(answer.getMessage().getBody()).isEqualTo(new Listing(List.of(), Set.of("here")));
        assertThat(ask("provider:small?operation=terminate", List.of())
                        .getMessage()
                        .getBody())
                .isEqualTo(Set.of("ended:0"));
    }

    @Test
    void passesAProvidersExceptionUnchanged() {
        Exchange answer = ask("provider:small?operation=launch", new LaunchRequest("", null, "", "", null, null));

        assertThat(answer.getException())
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("launching on small, Down");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("provider:large?operation=quote", ""))
                .rootCause()
                .hasMessage("provider:large leads nowhere, there is no provider of that name");
        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("provider:small", ""))
                .rootCause()
                .hasMessage("provider:small needs an operation: launch, terminate, list or quote");
    }

    @Test
    void cannotBeReadFrom() {
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("provider:small?operation=list").stop();
                    }
                }))
                .rootCause()
                .hasMessage("You cannot receive messages from this endpoint");
    }
}
