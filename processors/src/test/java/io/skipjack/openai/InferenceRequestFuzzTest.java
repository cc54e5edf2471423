package io.skipjack.openai;

import static io.skipjack.openai.Requests.CHAT;
import static io.skipjack.openai.Requests.read;
import static io.skipjack.openai.Requests.text;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Row 25: whatever comes gives a request or an OpenAI error, and what is forwarded is what was validated. */
class InferenceRequestFuzzTest {
    private static final String SAMPLE = """
            {"model":"Qwen/Qwen3-0.6B","messages":[{"role":"user","content":[{"type":"text","text":"h\\u00e9 \\"q\\" é😀"},\
            {"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}],"stream":true,\
            "stream_options":{"include_usage":false},"user":"u","temperature":1e-3,"n":1,"logit_bias":{"50256":-100}}""";
    private static final String FORM = """
            --b\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper\r\n--b\r\n\
            Content-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF\r\n--b--\r\n""";

    @Property(tries = 2000)
    void randomBytesGiveARequestOrAnError(@ForAll byte[] body) {
        readsOrRefuses(CHAT, null, body);
        readsOrRefuses("/v1/audio/transcriptions", "multipart/form-data; boundary=b", body);
    }

    @Property(tries = 3000)
    void damagedBodiesGiveARequestOrAnError(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 100_000) Integer> places, @ForAll byte with) {
        readsOrRefuses(CHAT, null, damaged(utf8(SAMPLE), places, with));
        readsOrRefuses(
                "/v1/audio/transcriptions", "multipart/form-data; boundary=b", damaged(utf8(FORM), places, with));
    }

    @Property(tries = 500)
    void cutBodiesAreRefused(@ForAll @IntRange(max = 100_000) int place) {
        byte[] whole = utf8(SAMPLE);
        assertThat(readsOrRefuses(CHAT, null, Arrays.copyOf(whole, place % whole.length)))
                .isFalse();
        byte[] form = utf8(FORM.strip());
        byte[] cut = Arrays.copyOf(form, place % form.length);
        assertThat(readsOrRefuses("/v1/audio/transcriptions", "multipart/form-data; boundary=b", cut))
                .isFalse();
    }

    @Property(tries = 2000)
    void anyContentTypeAndPathGiveARequestOrAnError(@ForAll String contentType, @ForAll String path) {
        readsOrRefuses(path, contentType, utf8(SAMPLE));
        readsOrRefuses("/v1/audio/" + path, "multipart/form-data;" + contentType, utf8(FORM));
    }

    @Property(tries = 3000)
    void agreesWithTheStrictDecoderOfTheJdk(@ForAll("textLikeBytes") byte[] bytes) {
        boolean sound;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            sound = true;
        } catch (CharacterCodingException e) {
            sound = false;
        }
        assertThat(Utf8Scan.scan(bytes) == null).isEqualTo(sound);
    }

    @Property(tries = 1000)
    void splicingKeepsEveryOtherByteAndMember(@ForAll("streamingBodies") String body) throws OpenAiException {
        byte[] sent = utf8(body);
        InferenceRequest request = read(CHAT, null, sent);
        byte[] forwarded = request.body();

        int prefix = Math.max(0, Arrays.mismatch(sent, forwarded));
        int suffix = commonSuffix(sent, forwarded, Math.min(sent.length, forwarded.length) - prefix);
        assertThat(sent.length - prefix - suffix)
                .as("bytes replaced in %s", body)
                .isLessThanOrEqualTo(5);

        Map<String, Object> before = JsonTree.object(sent);
        Map<String, Object> after = JsonTree.object(forwarded);
        Map<?, ?> options = (Map<?, ?>) Objects.requireNonNull(after.remove("stream_options"));
        Object optionsBefore = before.remove("stream_options");
        assertThat(after).isEqualTo(before);
        assertThat(options.get("include_usage")).as(text(forwarded)).isEqualTo(true);
        if (optionsBefore instanceof Map<?, ?> were) {
            were.remove("include_usage");
            options.remove("include_usage");
            assertThat(options.equals(were)).isTrue();
        }
    }

    @Provide
    Arbitrary<byte[]> textLikeBytes() {
        Arbitrary<byte[]> pieces = Arbitraries.of(
                        "41",
                        "7A7A7A7A7A7A7A7A",
                        "C3A9",
                        "E282AC",
                        "F09F9880",
                        "C0AF",
                        "EDA080",
                        "EE8080",
                        "F48FBFBF",
                        "F4908080",
                        "80",
                        "E2",
                        "F09F",
                        "DFBF",
                        "E0A080",
                        "E08080",
                        "F0908080",
                        "F08FBFBF",
                        "EF",
                        "EFBFBD")
                .map(java.util.HexFormat.of()::parseHex);
        return pieces.list().ofMaxSize(12).map(InferenceRequestFuzzTest::concat);
    }

    @Provide
    Arbitrary<String> streamingBodies() {
        Arbitrary<String> space = Arbitraries.of("", "", " ", "\n\t", "  ");
        Arbitrary<String> options = Arbitraries.of(
                "",
                "null",
                "{}",
                "{ }",
                "{\"include_usage\":false}",
                "{\"include_usage\" :null , \"x\":[1,{}]}",
                "{\"continuous_usage_stats\":true}",
                "{\"y\":\"}\",\"include_usage\": false}",
                "{\"include_usage\":true}");
        Arbitrary<List<String>> others = Arbitraries.of(
                        "\"model\":\"m\"",
                        "\"messages\":[{\"role\":\"user\",\"content\":\"{\\\"stream\\\":true}é😀\"}]",
                        "\"n\":1",
                        "\"é\":[]",
                        "\"t\":1.50e+3",
                        "\"stop\":[\"\\n\\n\",\"\\u00e9\"]")
                .list()
                .uniqueElements()
                .ofMaxSize(6);
        return Combinators.combine(space, space, options, others, Arbitraries.randoms())
                .as((a, b, option, list, random) -> {
                    List<String> members = new java.util.ArrayList<>(list);
                    members.add("\"stream\"" + a + ":" + b + "true");
                    if (!option.isEmpty()) {
                        members.add("\"stream_options\"" + b + ":" + a + option);
                    }
                    Collections.shuffle(members, random);
                    return a + "{" + b + String.join(b + "," + a, members) + a + "}" + b;
                });
    }

    /** True when read; an exception of any other kind fails the property. */
    private static boolean readsOrRefuses(
            String path, @org.jspecify.annotations.Nullable String contentType, byte[] body) {
        try {
            read(path, contentType, body);
            return true;
        } catch (OpenAiException refused) {
            OpenAiError error = refused.error();
            assertThat(error.status()).isIn(400, 404, 415);
            assertThat(error.message()).doesNotContain("jackson", "Exception", "java.");
            return false;
        }
    }

    private static byte[] damaged(byte[] body, List<Integer> places, byte with) {
        for (int place : places) {
            body[place % body.length] = with;
        }
        return body;
    }

    private static int commonSuffix(byte[] a, byte[] b, int most) {
        int length = 0;
        while (length < most && a[a.length - 1 - length] == b[b.length - 1 - length]) {
            length++;
        }
        return length;
    }

    private static byte[] concat(List<byte[]> parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
