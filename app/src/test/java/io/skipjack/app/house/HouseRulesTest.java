package io.skipjack.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule finds what breaks it and leaves a good house alone. */
class HouseRulesTest {
    private static final List<HouseRule> RULES =
            List.of(new RouteRule(), new KameletRule(), new KeyRule(), new ReferenceRule(), new SchemaRule());

    private static final String ROUTE = """
            - route:
                id: spot
                description: Answers from spot
                from:
                  uri: live:spot
                  steps:
                    - process: { id: choose, ref: chooseUpstream }
                    - to: { uri: "kamelet:ask-sink", parameters: { waitTimeout: "{{skipjack.wait}}" } }
            """;

    private static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: ask-sink
            spec:
              definition:
                title: Ask Sink
                description: Asks
                required: [ waitTimeout ]
                properties:
                  waitTimeout:
                    title: Wait Timeout
                    description: How long to wait (in seconds)
                    type: string
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - delay: { constant: "{{waitTimeout}}" }
            """;

    @TempDir
    Path root;

    @BeforeEach
    void build() throws IOException {
        write("routes/spot.camel.yaml", ROUTE);
        write("kamelets/ask-sink.kamelet.yaml", KAMELET);
        write("config/application.yaml", "skipjack:\n  wait: 3\n  paths: [ a, b ]\n");
    }

    @Test
    void aGoodHouseHasNoProblems() throws IOException {
        assertThat(problems()).isEmpty();
    }

    @Test
    void findsARouteThatIsNotCalledAsItsFile() throws IOException {
        write("routes/spot.camel.yaml", ROUTE.replace("id: spot", "id: spto"));
        assertThat(problems()).containsExactly("routes/spot.camel.yaml: the route's id must be spot");
    }

    @Test
    void findsTwoRoutesInAFile() throws IOException {
        write("routes/spot.camel.yaml", ROUTE + ROUTE);
        assertThat(problems())
                .contains("routes/spot.camel.yaml: a file holds one route or rest, or routeConfigurations only");
    }

    @Test
    void findsAMissingDescription() throws IOException {
        write("routes/spot.camel.yaml", ROUTE.replace("    description: Answers from spot\n", ""));
        assertThat(problems()).containsExactly("routes/spot.camel.yaml: spot needs a description");
    }

    @Test
    void findsALongAndADeepRoute() throws IOException {
        String deep =
                "        - pipeline: { steps: [ { pipeline: { steps: [ { pipeline: { steps: [ { stop: {} } ] } } ] } } ] }\n";
        write("routes/spot.camel.yaml", ROUTE + "        - stop: {}\n".repeat(40) + deep);
        assertThat(problems())
                .containsExactly(
                        "routes/spot.camel.yaml: 49 lines, at most 40",
                        "routes/spot.camel.yaml: 4 levels of steps, at most 3");
    }

    @Test
    void findsNamesThatLeadNowhere() throws IOException {
        write(
                "routes/spot.camel.yaml",
                ROUTE.replace("chooseUpstream", "nope").replace("kamelet:ask-sink", "kamelet:nope-sink")
                        + "        - to: live:nowhere\n        - threads: { executorService: \"#none\" }\n");
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "routes/spot.camel.yaml: there is no bean called nope",
                        "routes/spot.camel.yaml: kamelet:nope-sink leads nowhere",
                        "routes/spot.camel.yaml: live:nowhere leads nowhere",
                        "routes/spot.camel.yaml: there is no bean called none");
    }

    @Test
    void findsAnUnknownRouteConfigurationAndExceptionClass() throws IOException {
        write("routes/spot.camel.yaml", ROUTE.replace("    from:", "    routeConfigurationId: errs\n    from:"));
        write("routes/errors.camel.yaml", """
                - routeConfiguration:
                    id: errors
                    description: All of them
                    onException:
                      - onException:
                          exception: [ java.lang.IllegalStateExceptoin ]
                          steps: [ { stop: {} } ]
                """);
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "routes/spot.camel.yaml: there is no routeConfiguration called errs",
                        "routes/errors.camel.yaml: there is no class called java.lang.IllegalStateExceptoin");
    }

    @Test
    void findsUnknownAndUnusedKeys() throws IOException {
        write("config/application.yaml", "skipjack:\n  wiat: 3\n  paths: [ a, b ]\nserver:\n  port: 1\n");
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "routes/spot.camel.yaml: skipjack.wait is not in config/application.yaml",
                        "config/application.yaml: nobody uses skipjack.wiat");
    }

    @Test
    void findsAnUndocumentedKameletProperty() throws IOException {
        write(
                "kamelets/ask-sink.kamelet.yaml",
                KAMELET.replace("(in seconds)", "")
                        .replace("        type: string\n", "")
                        .replace(
                                "    properties:",
                                "    properties:\n      apiKey: { title: Key, description: The key, type: string }"));
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "kamelets/ask-sink.kamelet.yaml: waitTimeout needs a type",
                        "kamelets/ask-sink.kamelet.yaml: waitTimeout needs its unit in the description, in brackets",
                        "kamelets/ask-sink.kamelet.yaml: apiKey needs a default, or to be required",
                        "kamelets/ask-sink.kamelet.yaml: apiKey is a secret and needs format: password",
                        "kamelets/ask-sink.kamelet.yaml: apiKey is declared but not used");
    }

    @Test
    void findsAKameletCalledOtherwise() throws IOException {
        write("kamelets/ask-sink.kamelet.yaml", KAMELET.replace("name: ask-sink", "name: ask"));
        assertThat(problems()).containsExactly("kamelets/ask-sink.kamelet.yaml: metadata.name must be ask-sink");
    }

    @Test
    void findsAMisspeltOption() throws IOException {
        write("routes/spot.camel.yaml", ROUTE.replace("ref: chooseUpstream", "ref: chooseUpstream, colour: red"));
        assertThat(problems()).singleElement().asString().contains("colour");
    }

    private List<String> problems() throws IOException {
        House house = House.at(root, Set.of("chooseUpstream"), Set.of("skipjack.paths"));
        return RULES.stream().flatMap(rule -> rule.check(house).stream()).toList();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
