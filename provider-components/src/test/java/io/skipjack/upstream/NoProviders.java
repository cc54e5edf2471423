package io.skipjack.upstream;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import java.net.URI;

/** A router without any provider. */
final class NoProviders implements ProviderAccess {
    @Override
    public String missing(String provider) {
        return "there are none";
    }

    @Override
    public AccessHeaders access(String provider, URI endpoint) throws ProviderUnavailableException {
        throw new ProviderUnavailableException("there are none");
    }
}
