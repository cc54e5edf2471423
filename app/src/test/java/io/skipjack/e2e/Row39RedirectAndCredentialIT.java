package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.ReceivedRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An upstream gets its own credential, never a client's; and nobody else gets it, whatever the upstream says. */
class Row39RedirectAndCredentialIT {
    private static final String SECRET = "upstream-canary-1234567890";

    private final TestRouter router = TestRouter.shared();

    @Test
    void theCredentialGoesToItsUpstreamOnly() throws IOException {
        String model = TestRouter.newModel();
        Path file = Files.writeString(router.home().resolve("credential-" + model.hashCode()), SECRET + "\n");
        EngineSettings settings = EngineSettings.defaults().withModel(model);
        try (FakeEngine engine = FakeEngine.start(settings.withApiKey(SECRET));
                FakeEngine trap = FakeEngine.start(settings)) {
            router.deploy(
                    model,
                    "serverless: { urls: [\"%s\"], credential: { file: \"%s\" } }".formatted(engine.baseUri(), file));
            String clientKey = "Authorization: Bearer " + TestRouter.KEY;
            String body = TestRouter.chatBody(model, "");

            WireAnswer good = WireCall.post(router, "/v1/chat/completions", body, clientKey, "Cookie: a=b");
            engine.inject(Fault.redirect(302, URI.create(trap.baseUri() + "/chat/completions")));
            WireAnswer redirected = WireCall.post(router, "/v1/chat/completions", body, clientKey);

            assertThat(good.status()).as(good.text()).isEqualTo(200);
            assertThat(good.text() + good.headers()).doesNotContain(SECRET);
            Fleet.assertError(redirected, 502);
            assertThat(Fleet.received(trap)).isEmpty();
            assertThat(Fleet.received(engine))
                    .extracting(request -> request.header("authorization"))
                    .containsOnly("Bearer " + SECRET);
            assertThat(Fleet.received(engine)).allSatisfy(Row39RedirectAndCredentialIT::carriesNothingOfTheClient);
        }
    }

    private static void carriesNothingOfTheClient(ReceivedRequest request) {
        assertThat(request.headers().toString()).doesNotContain(TestRouter.KEY);
        assertThat(request.header("cookie")).isNull();
        assertThat(request.header("x-request-id")).isNotBlank();
    }

    /** Ours was refused, not the client's: it must not be told that its key is wrong. */
    @Test
    void aCredentialThatIsRefusedIsNotTheClientsFault() {
        String model = TestRouter.newModel();
        try (FakeEngine engine =
                FakeEngine.start(EngineSettings.defaults().withModel(model).withApiKey(SECRET))) {
            router.deploy(model, "serverless: { urls: [\"%s\"] }".formatted(engine.baseUri()));
            Fleet.assertError(WireCall.chat(router, model, ""), 502);
        }
    }
}
