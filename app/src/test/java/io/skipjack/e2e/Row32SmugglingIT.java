package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests whose end two readers of HTTP could see in two places. Each carries a second request inside, which must stay
 * inside: either all is refused and the connection closed, or the engine gets exactly one request.
 */
class Row32SmugglingIT {
    private static final String PATH = "/v1/chat/completions";

    @SuppressWarnings("NullAway.Init")
    private static SpotModel model;

    @BeforeAll
    static void start() {
        model = SpotModel.start();
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    /** MODEL is replaced by the model's name, INNER by a whole second request. */
    static Stream<Arguments> ambiguous() {
        return Stream.of(
                refused("CL.TE", framed("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\nINNER")),
                refused("TE.CL", framed("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\nINNER")),
                refused("CL zero with TE", framed("Content-Length: 0\r\nTransfer-Encoding: chunked", "0\r\n\r\nINNER")),
                refused("xchunked", framed("Transfer-Encoding: xchunked", "0\r\n\r\nINNER")),
                refused("quoted chunked", framed("Transfer-Encoding: \"chunked\"", "0\r\n\r\nINNER")),
                refused("identity", framed("Transfer-Encoding: identity", "INNER")),
                refused("chunked twice", framed("Transfer-Encoding: chunked, chunked", "0\r\n\r\nINNER")),
                refused(
                        "two TE, the last obscure",
                        framed("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\nINNER")),
                refused(
                        "two TE, the first obscure",
                        framed("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", "0\r\n\r\nINNER")),
                refused("chunked is not last", framed("Transfer-Encoding: chunked, identity", "0\r\n\r\nINNER")),
                refused("TE with a parameter", framed("Transfer-Encoding: chunked;q=1", "0\r\n\r\nINNER")),
                refused("TE with a vertical tab", framed("Transfer-Encoding: \u000bchunked", "0\r\n\r\nINNER")),
                refused("TE with a NUL", framed("Transfer-Encoding: chunked\u0000", "0\r\n\r\nINNER")),
                refused("TE on a folded line", framed("Transfer-Encoding:\r\n chunked", "0\r\n\r\nINNER")),
                refused("TE folded behind another", framed("X-A: b\r\n Transfer-Encoding: chunked", "0\r\n\r\nINNER")),
                refused("space before the colon of TE", framed("Transfer-Encoding : chunked", "0\r\n\r\nINNER")),
                refused("tab before the colon of TE", framed("Transfer-Encoding\t: chunked", "0\r\n\r\nINNER")),
                refused("space before the name of TE", framed(" Transfer-Encoding: chunked", "0\r\n\r\nINNER")),
                refused("control in the name of TE", framed("Transfer\u0001-Encoding: chunked", "0\r\n\r\nINNER")),
                refused("TE without a colon", framed("Transfer-Encoding chunked", "0\r\n\r\nINNER")),
                refused("two lengths", framed("Content-Length: 0\r\nContent-Length: 44", "INNER")),
                refused("the same length twice", framed("Content-Length: 2\r\nContent-Length: 2", "{}INNER")),
                refused("a list of lengths", framed("Content-Length: 2, 2", "{}INNER")),
                refused("signed length", framed("Content-Length: +5", "{}   INNER")),
                refused("negative length", framed("Content-Length: -1", "INNER")),
                refused("hexadecimal length", framed("Content-Length: 0x10", "INNER")),
                refused("length with a space", framed("Content-Length: 1 0", "INNER")),
                refused("length with an underscore", framed("Content-Length: 1_0", "INNER")),
                refused("empty length", framed("Content-Length:", "INNER")),
                refused("length in other digits", framed("Content-Length: \u00d9\u00a5", "INNER")),
                refused("length beyond a long", framed("Content-Length: 18446744073709551617", "INNER")),
                refused("space before the colon of CL", framed("Content-Length : 44", "INNER")),
                refused("HTTP/1.0 with TE", old("Transfer-Encoding: chunked", "0\r\n\r\nINNER")),
                refused(
                        "HTTP/1.0 with TE and CL",
                        old("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\nINNER")),
                refused("bare LF in the head", framed("X-A: b\nContent-Length: 0", "INNER")),
                refused(
                        "bare LF at its end",
                        framed("Content-Length: 0", "").replaceFirst("\r\n\r\n$", "\n\n") + "INNER"),
                refused("bare CR in a header", framed("X-A: b\rTransfer-Encoding: chunked", "0\r\n\r\nINNER")),
                refused("bare CR after the length", framed("Content-Length: 0\rX: y", "INNER")),
                refused("NUL in a header", framed("X-A: b\u0000c\r\nContent-Length: 0", "INNER")),
                refused("no Host", framed("Content-Length: 2", "{}INNER").replace("Host: router\r\n", "")),
                refused("two Hosts", framed("Content-Length: 2\r\nHost: other", "{}INNER")),
                refused("the same Host twice", framed("Content-Length: 2\r\nHost: router", "{}INNER")),
                refused("NUL before the request", "\u0000" + framed("Content-Length: 2", "{}INNER")),
                refused("SOH before the request", "\u0001" + framed("Content-Length: 2", "{}INNER")),
                refused("no version", "POST " + PATH + "\r\n\r\nINNER"),
                refused("a fourth word", "POST " + PATH + " x HTTP/1.1\r\nHost: a\r\n\r\nINNER"),
                refused(
                        "HTTP/1.1 misspelt",
                        framed("Content-Length: 0", "INNER").replace("HTTP/1.1", "HTTP/1.1x")),
                refused("chunk size signed", chunked("+0\r\n\r\nINNER")),
                refused("chunk size negative", chunked("-1\r\n\r\nINNER")),
                refused("chunk size with 0x", chunked("0x0\r\n\r\nINNER")),
                refused("chunk size empty", chunked("\r\nINNER")),
                refused("chunk size beyond an int", chunked("100000000\r\nINNER")),
                refused("chunk size beyond a long", chunked("10000000000000000\r\nINNER")),
                refused("chunk size wraps to zero", chunked("FFFFFFFFFFFFFFFF0\r\nINNER")),
                refused("chunk size is a word", chunked("INNER")),
                refused("chunk longer than said", chunked("1\r\n{}\r\n0\r\n\r\nINNER")),
                refused("chunk line ends in LF", chunked("2\n{}\r\n0\r\n\r\nINNER")),
                refused("chunk ends in LF", chunked("2\r\n{}\n0\r\n\r\nINNER")),
                refused("bare LF in a chunk extension", chunked("2;a\nb\r\n{}\r\n0\r\n\r\nINNER")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void isRefusedAndTheConnectionClosed(String name, String request) {
        int before = model.asked().size();
        try (RawClient client = model.connect()) {
            RawReply reply = refusal(client.send(filled(request)));
            if (reply.header("connection") == null) {
                // a folded line is read as the header's value, as RFC 9112 allows: the framing then is another
                reply = refusal(client);
            }
            assertThat(reply.header("connection")).isEqualTo("close");
            assertThat(client.closes()).as("nothing behind the refusal").isTrue();
        }
        assertThat(model.asked()).hasSize(before);
    }

    private static RawReply refusal(RawClient client) {
        RawReply reply = client.reply();
        assertThat(reply.status()).as(reply.body()).isBetween(400, 505).isNotEqualTo(500);
        return reply.isError(reply.status());
    }

    /** Odd but clear: exactly this one request reaches the engine, and what follows on the connection is the next. */
    static Stream<Arguments> clear() {
        String body = "{\"model\":\"MODEL\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return Stream.of(
                Arguments.of("empty lines before", "\r\n\r\n" + SpotModel.post(PATH, body)),
                Arguments.of("a space before", " " + SpotModel.post(PATH, body)),
                Arguments.of(
                        "tabs in the request line", SpotModel.post(PATH, body).replaceFirst(" (/.*?) ", "\t$1\t")),
                Arguments.of("a folded header", SpotModel.post(PATH, body, "X-A: b\r\n Transfer-Encoding: chunked")),
                Arguments.of(
                        "a CR in a chunk line",
                        framed("Transfer-Encoding: chunked", "SIZE\rx\r\n" + body + "\r\n0\r\n\r\n")),
                Arguments.of(
                        "chunked in capitals",
                        framed("Transfer-Encoding: CHUNKED", "SIZE\r\n" + body + "\r\n0\r\n\r\n")),
                Arguments.of(
                        "a chunk extension",
                        framed("Transfer-Encoding: chunked", "SIZE;a=b\r\n" + body + "\r\n0\r\n\r\n")),
                Arguments.of(
                        "leading zeros",
                        framed("Transfer-Encoding: chunked", "000SIZE\r\n" + body + "\r\n000\r\n\r\n")),
                Arguments.of(
                        "trailers",
                        framed(
                                "Transfer-Encoding: chunked",
                                "SIZE\r\n" + body + "\r\n0\r\nContent-Length: 99\r\nAuthorization: Bearer x\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clear")
    void isExactlyOneRequest(String name, String request) {
        int before = model.asked().size();
        String body = "{\"model\":\"" + model.model() + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        String sent = request.replace("MODEL", model.model())
                .replace("SIZE", Integer.toHexString(body.length()))
                .replaceFirst("Content-Length: \\d+(?=\r\n\r\n\\{)", "Content-Length: " + body.length());
        try (RawClient client = model.connect()) {
            assertThat(client.send(sent + model.chat("")).reply().status()).isEqualTo(200);
            assertThat(client.reply().text()).isEqualTo(SpotModel.answer(16));
        }
        List<String> bodies =
                model.asked().stream().skip(before).map(r -> r.bodyText()).toList();
        assertThat(bodies)
                .containsExactly(
                        SpotModel.forwarded(body), SpotModel.forwarded(TestRouter.chatBody(model.model(), "")));
    }

    private static Arguments refused(String name, String request) {
        return Arguments.of(name, request);
    }

    private static String framed(String framing, String body) {
        return SpotModel.head(PATH, framing) + body;
    }

    private static String chunked(String body) {
        return framed("Transfer-Encoding: chunked", body);
    }

    private static String old(String framing, String body) {
        return framed(framing, body).replace("HTTP/1.1", "HTTP/1.0");
    }

    private static String filled(String request) {
        return request.replace("INNER", model.chat("\"user\":\"smuggled\""));
    }
}
