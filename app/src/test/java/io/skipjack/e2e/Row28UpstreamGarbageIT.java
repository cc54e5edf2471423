package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an upstream sends that HTTP allows is relayed right; what it does not allow is never the client's problem. */
class Row28UpstreamGarbageIT {
    private final TestRouter router = TestRouter.shared();

    static Fault[] odd() {
        return new Fault[] {
            Fault.informational(),
            Fault.trailers(),
            Fault.chunkExtensions(),
            Fault.hugeEvent(1 << 20),
            Fault.crlf(),
            Fault.dribble(),
            Fault.contentLength(),
            Fault.closeDelimited()
        };
    }

    @ParameterizedTest
    @MethodSource("odd")
    void oddButCorrectHttpIsRelayed(Fault fault) {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            fleet.spot(1).inject(fault);
            for (int i = 0; i < 2; i++) {
                Fleet.assertWholeFrom(fleet.stream(), "spot", "spot-1");
                Fleet.assertWholeFrom(fleet.chat(), "spot", "spot-1");
            }
            fleet.assertQuiet();
        }
    }

    @Test
    void allOfItAtOnceIsRelayedToo() {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            fleet.spot(1)
                    .inject(
                            Fault.informational(),
                            Fault.trailers(),
                            Fault.chunkExtensions(),
                            Fault.crlf(),
                            Fault.dribble(),
                            Fault.setCookies(2));
            Fleet.assertWhole(fleet.stream());
            Fleet.assertWhole(fleet.chat());
        }
    }

    static Fault[] broken() {
        return new Fault[] {Fault.garbageStatusLine(), Fault.garbageHeaders(), Fault.oversizedHeaders(65_536)};
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoHttpIsAnsweredElsewhere(Fault fault) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(fault);
            Fleet.assertWholeFrom(fleet.stream(), "serverless", "serverless-1");
            Fleet.assertWholeFrom(fleet.chat(), "serverless", "serverless-1");
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoHttpAndAllThereIsBecomes502(Fault fault) {
        try (Fleet fleet = Fleet.deploy(router, 2, 0)) {
            fleet.all().forEach(engine -> engine.inject(fault));
            Fleet.assertError(fleet.chat(), 502);
        }
    }

    @Test
    void severalCookiesStaySeveral() {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            fleet.spot(1).inject(Fault.setCookies(3));
            assertThat(fleet.stream().headerValues("set-cookie"))
                    .containsExactly("c1=v1; Path=/, ok", "c2=v2; Path=/, ok", "c3=v3; Path=/, ok");
            assertThat(fleet.chat().headerValues("set-cookie")).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCompressedAnswerIsPassedOnAsItIs(boolean streaming) throws IOException {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            fleet.spot(1).inject(Fault.gzip());
            WireAnswer answer = fleet.ask(streaming);
            assertThat(answer.header("content-encoding")).isEqualTo("gzip");
            try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                String text = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
                Fleet.assertWhole(
                        new WireAnswer(200, answer.headers(), text.getBytes(StandardCharsets.UTF_8), answer.whole()));
            }
        }
    }

    /** An event over the limit cannot be looked at, so it cannot be passed on. */
    @Test
    void anEventOverTheLimitBreaksTheAnswer() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.hugeEvent(3 << 20));
            Fleet.assertWholeFrom(fleet.stream(), "serverless", "serverless-1");
        }
    }

    /** Nothing of the connection between router and engine reaches the client. */
    @Test
    void headersOfTheUpstreamsConnectionStayBehind() {
        String model = TestRouter.newModel();
        String body = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";
        try (RawUpstream upstream = RawUpstream.start(connection -> connection.raw("HTTP/1.1 200 OK\r\n"
                + "content-type: application/json\r\nserver: secret/1.0\r\nvia: 1.1 internal\r\n"
                + "connection: close, x-internal\r\nx-internal: 10.0.0.5\r\nlocation: http://10.0.0.5/\r\n"
                + "keep-alive: timeout=5\r\nx-skipjack-tier: forged\r\nx-kept: yes\r\ncontent-length: "
                + body.length() + "\r\n\r\n" + body))) {
            router.deploy(model, "serverless: { urls: [\"" + upstream.baseUri() + "\"] }");

            WireAnswer answer = WireCall.chat(router, model, "");

            assertThat(answer.said()).isEqualTo("Hi");
            assertThat(answer.headers())
                    .extracting(header -> header.getKey())
                    .doesNotContain("server", "via", "x-internal", "location", "keep-alive");
            assertThat(answer.headerValues("x-skipjack-tier")).containsExactly("serverless");
            assertThat(answer.header("x-kept")).isEqualTo("yes");
        }
    }
}
