package io.skipjack.processors.admin;

import io.skipjack.domain.log.LogComponent;
import io.skipjack.domain.log.LogLine;
import io.skipjack.domain.log.SourceLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one call for logs is to be answered.
 *
 * @param query as asked
 * @param sources replicas and endpoints
 */
record LogReading(LogQuery query, List<LogSource> sources) {
    LogReading {
        sources = List.copyOf(sources);
    }

    /** As JSON will say it. */
    Map<String, Object> answer(LogDesk desk) {
        Instant now = desk.now();
        List<LogLine> all = lines(desk.teller());
        List<LogLine> newest = all.subList(Math.max(0, all.size() - query.limit()), all.size());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("router", desk.teller().name());
        map.put("router_since", desk.began().toString());
        map.put("at", now.toString());
        map.put("since", query.since().toString());
        map.put("heard_until", heardUntil(now).toString());
        map.put("lines", newest.stream().map(LogReading::line).toList());
        map.put("left_out", all.size() - newest.size());
        map.put("problems", problems(desk, now));
        return map;
    }

    /** What has ended, or cannot be asked, keeps nobody waiting. */
    private Instant heardUntil(Instant now) {
        return sources.stream()
                .filter(source -> source.canBeAsked() && !source.over())
                .map(source -> source.log().heardUntil())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(now);
    }

    private List<LogLine> lines(LogDesk.Teller teller) {
        List<SourceLog.Seen> seen = new ArrayList<>();
        if (query.wants(LogComponent.ROUTER)) {
            seen.addAll(teller.log().about(query.deployment(), query.since()));
        }
        sources.forEach(source -> seen.addAll(source.log().since(query.since())));
        Instant seenSince = query.seenSince();
        return seen.stream()
                .filter(each -> seenSince == null || !each.seenAt().isBefore(seenSince))
                .map(SourceLog.Seen::line)
                .sorted(LogLine.BY_TIME)
                .toList();
    }

    private List<Map<String, Object>> problems(LogDesk desk, Instant now) {
        List<Map<String, Object>> problems = new ArrayList<>();
        if (query.wants(LogComponent.ROUTER) && desk.teller().leader().current().isEmpty()) {
            problems.add(line(new LogLine(
                    now,
                    LogComponent.ROUTER,
                    desk.teller().name(),
                    "this router does not lead; what the leading one decided is in that one's log")));
        }
        for (LogSource source : sources) {
            SourceLog.Trouble trouble = source.log().trouble();
            if (trouble != null) {
                problems.add(problem(source, trouble.since(), trouble.text()));
            } else if (source.log().since(query.since()).isEmpty()) {
                problems.add(problem(source, now, source.nothing()));
            }
        }
        return problems;
    }

    private static Map<String, Object> problem(LogSource source, Instant at, String text) {
        return line(new LogLine(at, source.component(), source.name(), text));
    }

    private static Map<String, Object> line(LogLine line) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", line.at().toString());
        map.put("component", line.component().label());
        map.put("source", line.source());
        map.put("text", line.text());
        return map;
    }
}
