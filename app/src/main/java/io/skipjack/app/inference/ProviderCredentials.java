package io.skipjack.app.inference;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.upstream.ProviderAccess;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the providers of this router what their endpoints want to see. */
final class ProviderCredentials implements ProviderAccess {
    private final Map<String, ServerlessProvider> byName;

    ProviderCredentials(Collection<ServerlessProvider> providers) {
        byName =
                providers.stream().collect(Collectors.toUnmodifiableMap(ServerlessProvider::name, Function.identity()));
    }

    @Override
    public @Nullable String missing(String provider) {
        ServerlessProvider known = byName.get(provider);
        return known == null ? "this router has no provider of that name" : known.missing();
    }

    @Override
    public AccessHeaders access(String provider, URI endpoint) throws ProviderUnavailableException {
        ServerlessProvider known = byName.get(provider);
        if (known == null) {
            throw new ProviderUnavailableException("this router has no provider of that name");
        }
        return known.access(endpoint);
    }
}
