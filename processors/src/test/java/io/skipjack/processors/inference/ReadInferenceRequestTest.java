package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.resume.ResumeRefusal;
import io.skipjack.openai.InferenceRequestReader;
import io.skipjack.openai.OpenAiError;
import io.skipjack.openai.OpenAiException;
import io.skipjack.openai.PathAllowlist;
import io.skipjack.openai.ReaderLimits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadInferenceRequestTest {
    private static final PathAllowlist PATHS = PathAllowlist.of(List.of("/v1/chat/completions", "/tokenize"));
    private static final ResumeSettings OFF = new ResumeSettings(
            false,
            2,
            2_000,
            Duration.ofSeconds(120),
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            ResumeSettings.DEFAULT.assembleFrom());
    private static final Deployment SECRET = Asking.closed(Asking.deployment("secret", "s", 1, 1));

    @Test
    void theModelSelectsTheDeploymentAndTheBodyIsReadOnce() throws OpenAiException {
        Inference inference = chat("{\"model\":\"m\",\"messages\":[]}");

        read(inference, Asking.RACK, SECRET);

        assertThat(inference.deployment()).isEqualTo(Asking.RACK);
        assertThat(inference.request().path()).isEqualTo("/v1/chat/completions");
        assertThat(inference.takeBody()).as("not kept twice").isEmpty();
    }

    @Test
    void anUnknownModelIsNamedBesideThoseThatTheCallerMayUse() {
        OpenAiError error = refused(chat("{\"model\":\"x\",\"messages\":[]}"), Asking.RACK, SECRET);

        assertThat(error.status()).isEqualTo(404);
        assertThat(error.code()).isEqualTo("model_not_found");
        assertThat(error.message()).contains("'x'").contains("'m'").doesNotContain("'s'");
    }

    @Test
    void aDeploymentThatIsNotPublicNeedsAKey() throws OpenAiException {
        Inference stranger = chat("{\"model\":\"s\",\"messages\":[]}");
        assertThat(refused(stranger, Asking.RACK, SECRET).status()).isEqualTo(401);

        Inference friend = chat("{\"model\":\"s\",\"messages\":[]}");
        friend.authenticatedAs("key-1");
        read(friend, Asking.RACK, SECRET);
        assertThat(friend.deployment()).isEqualTo(SECRET);
    }

    @Test
    void noModelMeansTheOnlyOneThereIs() throws OpenAiException {
        Inference inference = Asking.post("/tokenize", "{\"prompt\":\"a\"}");
        read(inference, Asking.RACK);
        assertThat(inference.deployment()).isEqualTo(Asking.RACK);

        OpenAiError error = refused(
                Asking.post("/tokenize", "{\"prompt\":\"a\"}"), Asking.RACK, Asking.deployment("two", "t", 1, 1));
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).isEqualTo("model");
    }

    @Test
    void whatIsNoPostIsNotAllowedOnAPathThatIsServedAndUnknownElsewhere() {
        assertThat(refused(Asking.get("/v1/chat/completions"), Asking.RACK).status())
                .isEqualTo(405);
        assertThat(refused(Asking.get("/router/config"), Asking.RACK).status()).isEqualTo(404);
        assertThat(refused(Asking.post("/router/config", "{}"), Asking.RACK).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "on,on,,",
        "on,on,on,",
        "on,on,off,SWITCHED_OFF",
        "on,on,OFF,SWITCHED_OFF",
        "on,off,,SWITCHED_OFF",
        "on,off,on,SWITCHED_OFF",
        "off,on,,SWITCHED_OFF",
        "off,on,on,SWITCHED_OFF"
    })
    void resumingIsSwitchedOffByRouterDeploymentOrRequestAndOnByNoneAlone(
            String router, String deployment, @Nullable String header, @Nullable ResumeRefusal refusal)
            throws OpenAiException {
        String body = "{\"model\":\"m\",\"messages\":[]}";
        Inference inference = header == null
                ? chat(body)
                : Asking.post(
                        "/v1/chat/completions", body, "content-type", "application/json", "X-Skipjack-Resume", header);

        read(
                inference,
                router.equals("on") ? ResumeSettings.DEFAULT : OFF,
                deployment.equals("on") ? Asking.RACK : Asking.unresumed(Asking.RACK));

        assertThat(inference.resumeRefusal()).isEqualTo(refusal);
    }

    @Test
    void whatCannotBeResumedWhateverWasSentIsKnownBeforehand() throws OpenAiException {
        Inference two = chat("{\"model\":\"m\",\"messages\":[],\"n\":2}");
        read(two, Asking.RACK);
        assertThat(two.resumeRefusal()).isEqualTo(ResumeRefusal.SEVERAL_CHOICES);

        Inference other = Asking.post("/tokenize", "{\"prompt\":\"a\"}");
        read(other, Asking.RACK);
        assertThat(other.resumeRefusal()).isEqualTo(ResumeRefusal.OPERATION);
    }

    private static Inference chat(String body) {
        return Asking.post("/v1/chat/completions", body, "content-type", "application/json");
    }

    private static void read(Inference inference, Deployment... deployments) throws OpenAiException {
        read(inference, ResumeSettings.DEFAULT, deployments);
    }

    private static void read(Inference inference, ResumeSettings resume, Deployment... deployments)
            throws OpenAiException {
        new ReadInferenceRequest(
                        new InferenceRequestReader(ReaderLimits.DEFAULT, PATHS),
                        PATHS,
                        Asking.book(deployments),
                        resume)
                .process(Asking.exchange(inference));
    }

    private static OpenAiError refused(Inference inference, Deployment... deployments) {
        OpenAiError[] error = new OpenAiError[1];
        assertThatExceptionOfType(OpenAiException.class)
                .isThrownBy(() -> read(inference, deployments))
                .satisfies(thrown -> error[0] = thrown.error());
        return error[0];
    }
}
