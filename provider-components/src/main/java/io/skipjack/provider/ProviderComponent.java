package io.skipjack.provider;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * Calls providers of GPU time by name. One component for all of them, so that a route does not change when a provider is
 * added: each is a bean of type {@link io.skipjack.domain.provider.Provider} (machines), {@link
 * io.skipjack.domain.provider.ServerlessProvider} (endpoints), or both under one name.
 */
@Component("provider")
public class ProviderComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ProviderEndpoint endpoint = new ProviderEndpoint(uri, this);
        endpoint.setName(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
