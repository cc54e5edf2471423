package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.log.LogComponent;
import io.skipjack.domain.log.LogFollow;
import io.skipjack.domain.log.LogLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints lines of logs as the admin API gives them: a line each, for people or as JSON. */
final class LogPrinter {
    /** UTC, since a deployment's machines are anywhere. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** Stands before what is no line of the source itself. */
    private static final String ABOUT = "! ";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final Map<String, String> told = new HashMap<>();

    LogPrinter(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** An answer by itself. */
    void all(JsonNode answer) {
        if (json) {
            out.println(Output.json(answer));
        } else {
            answer.path("lines").forEach(line -> out.println(text(line(line), "")));
            leftOut(answer.path("left_out").asInt());
            answer.path("problems").forEach(problem -> out.println(text(line(problem), ABOUT)));
        }
        out.flush();
    }

    /** An answer as one of those that are followed. */
    LogFollow.Answer read(JsonNode answer) {
        List<LogLine> lines = new ArrayList<>();
        answer.path("lines").forEach(line -> lines.add(line(line)));
        return new LogFollow.Answer(
                answer.path("router").asText() + " "
                        + answer.path("router_since").asText(),
                Instant.parse(answer.path("since").asText()),
                Instant.parse(answer.path("at").asText()),
                Instant.parse(answer.path("heard_until").asText()),
                lines);
    }

    /**
     * Prints the last lines.
     *
     * @param most of them
     * @return how many may be printed the next time: all, once some were
     */
    int lines(List<LogLine> lines, int most) {
        List<LogLine> last = lines.subList(Math.max(0, lines.size() - most), lines.size());
        last.forEach(line -> out.println(json ? object(line, false) : text(line, "")));
        out.flush();
        return lines.isEmpty() ? most : Integer.MAX_VALUE;
    }

    /** Prints what of an answer's problems is new since the last answer. */
    void problems(JsonNode answer) {
        leftOut(answer.path("left_out").asInt());
        Map<String, String> now = new HashMap<>();
        for (JsonNode each : answer.path("problems")) {
            LogLine problem = line(each);
            String source = problem.component() + " " + problem.source();
            now.put(source, problem.text());
            if (!problem.text().equals(told.get(source))) {
                out.println(json ? object(problem, true) : text(problem, ABOUT));
            }
        }
        told.clear();
        told.putAll(now);
        out.flush();
    }

    /**
     * Says once that a router does not answer.
     *
     * @param before what was said last
     * @return what is said now
     */
    String failure(CommandFailure failure, String before) {
        String sentence = String.valueOf(failure.getMessage());
        if (!sentence.equals(before)) {
            err.println(sentence);
            err.flush();
        }
        return sentence;
    }

    private void leftOut(int lines) {
        if (lines > 0) {
            err.println(lines + " older lines are left out; choose with --since, --component or --tail");
            err.flush();
        }
    }

    private static String text(LogLine line, String mark) {
        return String.format(
                Locale.ROOT,
                "%s  %-10s  %-14s  %s%s",
                TIME.format(line.at()),
                line.component().label(),
                Cells.clean(line.source()),
                mark,
                Cells.clean(line.text()));
    }

    private static String object(LogLine line, boolean problem) {
        ObjectNode object = MAPPER.createObjectNode()
                .put("at", line.at().toString())
                .put("component", line.component().label())
                .put("source", line.source())
                .put("text", line.text());
        return (problem ? object.put("problem", true) : object).toString();
    }

    private static LogLine line(JsonNode line) {
        return new LogLine(
                Instant.parse(line.path("at").asText()),
                LogComponent.of(line.path("component").asText()).orElse(LogComponent.ROUTER),
                line.path("source").asText(),
                line.path("text").asText());
    }
}
