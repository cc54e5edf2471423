package io.skipjack.openai;

import static io.skipjack.openai.Requests.chat;
import static io.skipjack.openai.Requests.read;
import static io.skipjack.openai.Requests.refused;
import static io.skipjack.openai.Requests.refusedChat;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 38: no request makes an engine fetch from where only the engine can reach. */
class MediaUrlsTest {
    private final MediaUrls any = new MediaUrls(Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png;base64,AAAA", "DATA:,x", "https://example.com/a.png", "http://example.com:8080/a?b=c#d",
                "HTTPS://EXAMPLE.COM./x", "https://8.8.8.8/x", "https://[2606:4700::1111]/x",
                        "https://[2a00:1450:4001:81c:0:0:0:200e]:443",
                "https://10.example.com/", "https://a_b.example.com/", "https://xn--bcher-kva.example/é",
                        "https://1.1.1.1",
                "https://example.com/?u=http://127.0.0.1/", "https://172.32.0.1/", "https://internal.example.com"
            })
    void allowsDataAndPublicHosts(String url) {
        assertThat(any.refusal(url)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "file:///etc/passwd", "ftp://example.com/a", "gopher://example.com/", "javascript:1",
                        "//example.com/a", "example.com/a",
                "http:/example.com", "http:example.com", "https:///etc", "http://", "unix:/x",
                        "jar:http://example.com/!x", " data:,",
                "http\u0131://example.com"
            })
    void refusesOtherSchemes(String url) {
        assertThat(any.refusal(url)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.255.255.254",
                "0.0.0.0",
                "0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "127.0.0.01",
                "0x7f.0x0.0x0.0x1",
                "127.0x1",
                "134744072",
                "08.8.8.8",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.1.1",
                "127.0.0.1.",
                "1.1.1.1..",
                "0X7F000001",
                "0x"
            })
    void refusesPrivateAndOddlyWrittenIpv4(String host) {

        assertThat(any.refusal("http://" + host + "/")).isNotNull();
        assertThat(any.refusal("http://" + host + ":80/")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:7f00:1", "::ffff:8.8.8.8", "fe80::1",
                        "fe80::1%25eth0", "fc00::1",
                "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1",
                        "2001:0:7f00:1::", "2001:db8::1",
                "::127.0.0.1", "2606:4700::8.8.8.8", "2606", "2606:4700:::1", "1::2::3", "2606:4700::1::2",
                        "2a00:1:2:3:4:5:6:7:8", "2a00:12345::1", "",
                "2a00:1:2:3:4:5:6", "[::1]", "2a00::1]@[", "g::1", "3fff::1"
            })
    void refusesPrivateAndOddlyWrittenIpv6(String host) {
        assertThat(any.refusal("http://[" + host + "]/")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.localhost",
                "metadata",
                "metadata.google.internal",
                "Metadata.Google.Internal.",
                "ip-10-0-0-1.ec2.internal",
                "printer.local",
                "router",
                "x.svc.cluster.local",
                "x.svc",
                "nas.lan",
                "kubernetes.default.svc",
                "",
                ".",
                ".com",
                "a..com",
                "example.com@127.0.0.1",
                "user:pass@example.com",
                "127.0.0.1#@example.com",
                "127.0.0.1\\@example.com",
                "exa mple.com",
                "example.com:99999999",
                "example.com:80:80",
                "example.com:8a",
                "exa%6dple.com",
                "127。0。0。1",
                "①②⑦.0.0.1",
                "ｌocalhost",
                "example.com\t",
                "[example.com]",
                "[2606:4700::1111",
                "[2606:4700::1111]x",
                "2606:4700::1111"
            })
    void refusesPrivateNamesAndTrickyAuthorities(String host) {
        assertThat(any.refusal("http://" + host + "/")).isNotNull();
    }

    @Test
    void keepsToTheDomainsGiven() {
        MediaUrls some = new MediaUrls(Set.of("Example.com", "cdn.test.org"));

        assertThat(some.refusal("https://example.com/a")).isNull();
        assertThat(some.refusal("https://img.example.com/a")).isNull();
        assertThat(some.refusal("https://cdn.test.org/a")).isNull();
        assertThat(some.refusal("data:,")).isNull();
        assertThat(some.refusal("https://notexample.com/a")).isNotNull();
        assertThat(some.refusal("https://test.org/a")).isNotNull();
        assertThat(some.refusal("https://example.com.evil.net/a")).isNotNull();
        assertThat(some.refusal("https://8.8.8.8/a")).isNotNull();
    }

    @Property(tries = 2000)
    void neverThrows(@ForAll String text) {
        any.refusal(text);
        any.refusal("http://" + text);
        any.refusal("http://[" + text + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"URL\"}}]}]}",
                "{\"messages\":[{\"content\":[{\"image_url\":\"URL\"}]}]}",
                "{\"messages\":[{\"content\":[{\"type\":\"audio_url\",\"audio_url\":{\"x\":{},\"url\":\"URL\"}}]}]}",
                "{\"messages\":[{\"content\":[{\"video_url\":{\"url\":\"URL\",\"detail\":\"low\"}}]}]}",
                "{\"input\":[{\"content\":[{\"type\":\"input_image\",\"image_url\":\"URL\"}]}]}",
                "{\"input\":[{\"content\":[{\"type\":\"input_file\",\"file_url\":\"URL\"}]}]}",
                "{\"data_1\":{\"content\":[{\"image_url\":{\"url\":\"URL\"}}]}}",
                "{\"image_url\":[[{\"url\":\"URL\"}]]}",
                "{\"image_url\":{\"image_url\":{\"url\":\"data:,\"},\"url\":\"URL\"}}",
                "{\"image\\u005furl\":{\"\\u0075rl\":\"URL\"}}",
            })
    void isAppliedWhereverAnEngineFetches(String body) throws OpenAiException {
        assertThat(refusedChat(body.replace("URL", "http://169.254.169.254/latest"))
                        .status())
                .isEqualTo(400);
        assertThat(refusedChat(body.replace("URL", "f\\u0069le:///etc/passwd")).status())
                .isEqualTo(400);
        assertThat(refusedChat(body.replace("URL", "\\u0064atb:")).param()).endsWith("rl");
        assertThat(chat(body.replace("URL", "https://example.com/a.png")).stream())
                .isFalse();
        assertThat(chat(body.replace("URL", "data:image/png;base64,AA")).stream())
                .isFalse();
        assertThat(chat(body.replace("URL", "\\u0064ata:image/png;base64,AA")).stream())
                .isFalse();
    }

    @Test
    void isAppliedToAnthropicSourcesAndMcpServers() throws OpenAiException {
        byte[] source = utf8(
                "{\"messages\":[{\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"http://[::1]/\"}}]}]}");
        byte[] mcp = utf8("{\"tools\":[{\"type\":\"mcp\",\"server_url\":\"http://10.0.0.1/mcp\"}]}");

        assertThat(refused("/v1/messages", null, source).status()).isEqualTo(400);
        assertThat(refused("/v1/responses", null, mcp).param()).isEqualTo("server_url");
        assertThat(read("/v1/chat/completions", null, source).stream()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tools\":[{\"function\":{\"parameters\":{\"image_url\":\"http://localhost\"}}}]}",
                "{\"metadata\":{\"image_url\":\"s3://bucket/x\"}}",
                "{\"messages\":[{\"content\":\"image_url http://localhost\",\"url\":\"http://localhost\"}]}",
                "{\"messages\":[{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"image_url\\\":\\\"http://localhost\\\"}\"}}]}]}",
                "{\"messages\":[{\"image_url\":null},{\"image_url\":{\"url\":5}}]}",
            })
    void isNotAppliedToTextAndTools(String body) throws OpenAiException {
        assertThat(chat(body).stream()).isFalse();
    }

    @Test
    void isNotAppliedToTheArgumentsOfAnAnthropicToolCall() throws OpenAiException {
        byte[] body = utf8(
                "{\"messages\":[{\"content\":[{\"type\":\"tool_use\",\"input\":{\"source\":{\"url\":\"http://localhost:3000\"}}}]}]}");

        assertThat(read("/v1/messages", null, body).body()).isSameAs(body);
    }
}
