package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.skipjack.domain.resume.ResumeRefusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and dashboard of {@code config/observability}: they name what there is, and Prometheus takes them. */
class ObservabilityFilesTest {
    private static final Path FOLDER = Path.of("../config/observability").toAbsolutePath();

    @Test
    void everyMetricOfARuleIsDocumented() throws IOException {
        List<String> expressions = new ArrayList<>();
        new YAMLMapper()
                .readTree(FOLDER.resolve("alerts.yaml").toFile())
                .findValues("expr")
                .forEach(expression -> expressions.add(expression.asText()));

        assertThat(expressions).hasSizeGreaterThan(10);
        assertThat(unknown(expressions)).isEmpty();
    }

    @Test
    void everyReasonWhyAnAnswerIsNotResumedIsDocumented() throws IOException {
        String documented = Files.readString(FOLDER.resolve("METRICS.md"));

        assertThat(ResumeRefusal.values())
                .extracting(reason -> "`" + reason.label() + "`")
                .allSatisfy(label -> assertThat(documented).contains(label));
    }

    @Test
    void everyMetricOfThePanelsIsDocumented() throws IOException {
        List<String> expressions = new ArrayList<>();
        panels().findValues("expr").forEach(expression -> expressions.add(expression.asText()));

        assertThat(expressions).hasSizeGreaterThan(20);
        assertThat(unknown(expressions)).isEmpty();
    }

    @Test
    void everyRuleSaysWhatToDo() throws IOException {
        for (JsonNode group : new YAMLMapper()
                .readTree(FOLDER.resolve("alerts.yaml").toFile())
                .path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                assertThat(rule.path("annotations").path("summary").asText())
                        .as(rule.path("alert").asText())
                        .isNotBlank();
                assertThat(rule.path("annotations").path("description").asText())
                        .isNotBlank();
                assertThat(rule.path("labels").path("severity").asText()).isIn("page", "warning");
            }
        }
    }

    @Test
    void everyPanelHasAnIdOfItsOwnAndSaysWhatItShows() throws IOException {
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : panels()) {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as(panel.path("title").asText())
                    .isTrue();
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"check rules alerts.yaml", "check config prometheus.yml", "test rules alerts_test.yaml"})
    void prometheusTakesThem(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments.split(" ")));
        Process promtool;
        try {
            promtool = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            Assumptions.abort("promtool is not on this machine");
            return;
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }

    private static JsonNode panels() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(FOLDER.resolve("grafana/dashboards/skipjack.json")))
                .path("panels");
    }

    private static Set<String> unknown(List<String> expressions) throws IOException {
        MetricsTable table = MetricsTable.read();
        Set<String> named = new HashSet<>();
        expressions.forEach(expression -> named.addAll(MetricsTable.named(expression)));
        named.removeIf(name -> table.labels().containsKey(MetricsTable.family(name)));
        table.labels().values().forEach(named::removeAll);
        return named;
    }
}
