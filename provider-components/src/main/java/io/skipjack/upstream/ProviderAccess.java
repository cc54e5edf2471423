package io.skipjack.upstream;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Who knows what the endpoints of each provider ask for. No message of it holds a secret. */
public interface ProviderAccess {
    /** What the provider lacks to be asked at all, for operators; null when nothing. Asks nobody. */
    @Nullable
    String missing(String provider);

    /**
     * What requests to an endpoint must carry. May ask for a token, so it may block.
     *
     * @param endpoint base URL of the upstream: whom a token is for
     * @throws ProviderUnavailableException when it could not be had now
     */
    AccessHeaders access(String provider, URI endpoint) throws ProviderUnavailableException;
}
