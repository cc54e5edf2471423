package io.skipjack.app.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.upstream.ProviderAccess;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderCredentialsTest {
    private static final URI ENDPOINT = URI.create("https://acme--rack.modal.run/v1");
    private static final AccessHeaders HEADERS = new AccessHeaders(Map.of("Modal-Key", "wk-1"), null);

    private final ProviderAccess access = new ProviderCredentials(List.of(provider()));

    @Test
    void theProviderOfThatNameIsAsked() throws ProviderUnavailableException {
        assertThat(access.missing("modal")).isEqualTo("set MODAL_KEY");
        assertThat(access.access("modal", ENDPOINT)).isSameAs(HEADERS);
    }

    @Test
    void oneThatThisRouterDoesNotHaveIsSaidToBeMissing() {
        assertThat(access.missing("runpod")).isEqualTo("this router has no provider of that name");
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> access.access("runpod", ENDPOINT));
    }

    /** Answers only what is asked of it here. */
    private static ServerlessProvider provider() {
        return (ServerlessProvider) Proxy.newProxyInstance(
                ProviderCredentialsTest.class.getClassLoader(),
                new Class<?>[] {ServerlessProvider.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "name" -> "modal";
                    case "missing" -> "set MODAL_KEY";
                    case "access" -> HEADERS;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
