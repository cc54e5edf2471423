package io.skipjack.provider.spi;

import io.skipjack.domain.provider.ServerlessProvider;
import java.util.List;
import java.util.function.Function;

/**
 * How a provider is set up.
 *
 * @param name as in {@link ServerlessProvider#name}
 * @param keys its settings
 * @param maker makes it; asks nobody, so that it can be made without a credential
 */
public record ProviderDefinition(
        String name, List<ProviderKey> keys, Function<ProviderSettings, ServerlessProvider> maker) {
    public ProviderDefinition {
        keys = List.copyOf(keys);
    }
}
