package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.ReceivedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that steer Camel's components from inside do nothing when a client sends them, however they are written. */
class Row37CamelHeadersIT {
    @SuppressWarnings("NullAway.Init")
    private static SpotModel model;

    @SuppressWarnings("NullAway.Init")
    private static FakeEngine elsewhere;

    @BeforeAll
    static void start() {
        model = SpotModel.start();
        elsewhere = FakeEngine.start(EngineSettings.defaults().withModel(model.model()));
    }

    @AfterAll
    static void stop() {
        model.close();
        elsewhere.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "CAmelHttpUri",
                "camelhttpuri",
                "CAMELHTTPURI",
                "CamelHttpPath",
                "CAmelHttpPath",
                "CamelHttpQuery",
                "CamelHttpMethod",
                "CamelHttpRawQuery",
                "CamelHttpResponseCode",
                "CAmelHttpResponseCode",
                "CamelHttpHost",
                "CamelHttpPort",
                "CamelDestinationOverrideUrl",
                "CamelExecCommandExecutable",
                "CAmelExecCommandExecutable",
                "CamelExecCommandArgs",
                "CamelBeanMethodName",
                "CAmelBeanMethodName",
                "CamelFileName",
                "CamelToEndpoint",
                "CamelSlipEndpoint",
                "CamelLiveRoute",
                "CamelTimerName",
                "CamelNettyCloseChannelWhenComplete",
                "CamelRedelivered",
                "CamelSimpleExpression",
                "org.apache.camel.something",
                "inference",
                "variable.tier",
                "path",
                "tier"
            })
    void haveNoEffect(String name) {
        String value = elsewhere.rootUri() + "/v1/chat/completions";
        String target = "/v1/chat/completions?" + name + "=" + value;
        RawReply plain = model.ask(SpotModel.post(target, TestRouter.chatBody(model.model(), ""), name + ": " + value));
        RawReply number = model.ask(model.chat("", name + ": 418"));

        assertThat(plain.text()).isEqualTo(SpotModel.answer(16));
        assertThat(number.text()).isEqualTo(SpotModel.answer(16));
        assertThat(number.header(name)).isNull();
        assertThat(model.asked().getLast().header(name)).isNull();
        assertThat(model.asked().getLast().target()).isEqualTo("/v1/chat/completions");
        assertThat(sentElsewhere()).isEmpty();
    }

    /** Without probes: an earlier test's engine, which the shared router still asks how it is, may have had the same port. */
    private static List<ReceivedRequest> sentElsewhere() {
        return Fleet.received(elsewhere);
    }

    @Test
    void haveNoEffectOnOtherRoutes() {
        String request =
                "GET /v1/models?CamelHttpUri=%s HTTP/1.1\r\nHost: a\r\nCamelHttpUri: %s\r\nCAmelHttpPath: /x\r\n\r\n";
        String uri = elsewhere.rootUri().toString();

        assertThat(model.ask(request.formatted(uri, uri)).body()).contains('"' + model.model() + '"');
        assertThat(sentElsewhere()).isEmpty();
    }

    @Test
    void expressionsInsideAreText() {
        String[] traps = {"${sys.user.home}", "${bean:type:Runtime}", "${env.PATH}", "{{skipjack.data-dir}}", "#{1+1}"};
        String traceparent = String.join(" ", traps);
        RawReply reply = model.ask(model.chat("", "Traceparent: " + traceparent));

        assertThat(reply.text()).isEqualTo(SpotModel.answer(16));
        assertThat(model.asked().getLast().header("traceparent")).isEqualTo(traceparent);
        for (String trap : traps) {
            RawReply unknown = model.ask(SpotModel.post("/v1/chat/completions", TestRouter.chatBody(trap, "")));
            assertThat(unknown.isError(404).body()).contains(trap);
        }
    }
}
