package io.skipjack.upstream;

import io.skipjack.domain.deployment.Tier;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Sends inference requests to the engines and serverless endpoints of a tier, and streams their answers back. */
@Component("upstream")
public class UpstreamComponent extends DefaultComponent {
    @Metadata(description = "Connections, routing and breakers that all upstream endpoints share", autowired = true)
    private @Nullable UpstreamParts parts;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        UpstreamEndpoint endpoint = new UpstreamEndpoint(uri, this);
        endpoint.setTier(tier(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static Tier tier(String name) {
        for (Tier tier : Tier.values()) {
            if (tier.label().equals(name.toLowerCase(Locale.ROOT))) {
                return tier;
            }
        }
        throw new IllegalArgumentException("upstream:%s, the tier must be spot or serverless".formatted(name));
    }

    public @Nullable UpstreamParts getParts() {
        return parts;
    }

    /** Connections, routing and breakers that all upstream endpoints share. */
    public void setParts(@Nullable UpstreamParts parts) {
        this.parts = parts;
    }
}
