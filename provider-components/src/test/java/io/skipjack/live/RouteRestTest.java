package io.skipjack.live;

import static io.skipjack.live.LiveBench.answering;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.RestConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths and verbs of a REST definition stay while what they call is edited. */
class RouteRestTest {
    @TempDir
    Path folder;

    private LiveBench bench;
    private int port;

    @BeforeEach
    void serve() throws Exception {
        port = LiveBench.freePort();
        bench = new LiveBench(folder);
        RestConfiguration rest = new RestConfiguration();
        rest.setComponent("netty-http");
        rest.setHost("127.0.0.1");
        rest.setPort(port);
        bench.context.setRestConfiguration(rest);
        bench.route("api-cats", rest("api-cats", "live:list-cats", "live:show-cat"))
                .route("list-cats", answering("list-cats", "cats"))
                .route("show-cat", answering("show-cat", "one"))
                .start();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void eachVerbIsARouteOfItsOwnNamedForIt() throws Exception {
        assertThat(ask("/cats")).isEqualTo("cats");
        assertThat(ask("/cats/tom")).isEqualTo("one");
        assertThat(bench.routeIds()).containsExactly("api-cats/list", "api-cats/show", "list-cats@1", "show-cat@1");
    }

    @Test
    void whatAVerbCallsIsEditedLive() throws Exception {
        bench.edit("show-cat", answering("show-cat", "two"));

        assertThat(ask("/cats/tom")).isEqualTo("two");
        assertThat(definitions()).isEqualTo(1);
    }

    @Test
    void saysThatAChangeOfTheVerbsNeedsARestart() throws Exception {
        bench.route("api-cats", rest("api-cats", "live:list-cats", "live:list-cats"));

        assertThat(bench.awaitProblems().getFirst().toString())
                .startsWith("routes/api-cats.camel.yaml:1: changing api-cats needs a restart");
        assertThat(ask("/cats/tom")).isEqualTo("one");
    }

    @Test
    void anotherDefinitionMayBeAddedWhileItRuns() throws Exception {
        bench.edit("api-dogs", dogs());

        assertThat(ask("/dogs/rex")).isEqualTo("one");
        assertThat(ask("/cats/tom")).isEqualTo("one");
        assertThat(definitions()).isEqualTo(2);
    }

    @Test
    void aVerbThatCallsNobodyIsNamedAndLeavesNothingBehind() throws Exception {
        bench.route(
                "api-dogs", rest("api-dogs", "live:list-cats", "live:nobody").replace("/cats", "/dogs"));

        assertThat(bench.awaitProblems().getFirst().toString())
                .isEqualTo("routes/api-dogs.camel.yaml:12: no route starts from live:nobody");
        assertThat(definitions()).isEqualTo(1);
    }

    @Test
    void aVerbWithoutACallLeavesNothingBehind() throws Exception {
        bench.route("api-dogs", dogs().replace("        to: live:show-cat\n", ""));

        assertThat(bench.awaitProblems().getFirst().toString())
                .startsWith("routes/api-dogs.camel.yaml:1: Rest service: ")
                .endsWith(" must have to endpoint configured.");
        assertThat(definitions()).isEqualTo(1);
    }

    @Test
    void aDefinitionWithoutVerbsLeavesNothingBehind() throws Exception {
        bench.route("api-dogs", """
                - rest:
                    id: api-dogs
                    path: /dogs
                """);

        assertThat(bench.awaitProblems().getFirst().toString())
                .isEqualTo("routes/api-dogs.camel.yaml:1: there is nothing in it that serves");
        assertThat(definitions()).isEqualTo(1);
    }

    @Test
    void aDisabledVerbIsNoRouteAndLeavesTheOthersTheirNames() throws Exception {
        bench.edit("api-dogs", dogs().replace("description: All", "disabled: true"));

        assertThat(ask("/dogs/rex")).isEqualTo("one");
        assertThat(bench.routeIds()).contains("api-dogs/show-dogs").doesNotContain("api-dogs/list-dogs");
    }

    private int definitions() {
        return ((ModelCamelContext) bench.context).getRestDefinitions().size();
    }

    /** As that of the cats, with paths and ids of its own. */
    private static String dogs() {
        return rest("api-dogs", "live:list-cats", "live:show-cat")
                .replace("/cats", "/dogs")
                .replaceAll("id: (list|show)", "id: $1-dogs");
    }

    private static String rest(String id, String list, String show) {
        return """
                - rest:
                    id: %s
                    description: Cats
                    path: /cats
                    get:
                      - id: list
                        description: All
                        to: %s
                      - id: show
                        path: /{name}
                        description: One
                        to: %s
                """.formatted(id, list, show);
    }

    private String ask(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
