package io.skipjack.app.operators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The metrics that {@code config/observability/METRICS.md} documents.
 *
 * @param labels of each family by its Prometheus name, without those that Prometheus itself adds
 */
public record MetricsTable(Map<String, Set<String>> labels) {
    private static final Path FOLDER = Path.of("../config/observability");
    private static final Pattern OURS = Pattern.compile("(skipjack|gen_ai|camel)_\\w+");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) .*");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:]\\w*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Set<String> OF_A_BUCKET = Set.of("le");

    public static MetricsTable read() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("METRICS.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > 3 && cells[1].strip().startsWith("`")) {
                String common = line.contains("(GenAI)") ? GEN_AI : "";
                labels.put(codes(cells[1]).iterator().next(), codes(cells[3] + common));
            }
        }
        return new MetricsTable(labels);
    }

    /** The labels that all metrics of requests share, told once above their table. */
    private static final String GEN_AI = "`gen_ai_operation_name` `gen_ai_request_model` `gen_ai_provider_name`"
            + " `skipjack_deployment` `skipjack_tier` `skipjack_outcome`";

    private static Set<String> codes(String cell) {
        Set<String> codes = new TreeSet<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            codes.add(code.group(1));
        }
        return codes;
    }

    /** The families of ours in a scrape. */
    public static Set<String> families(String scrape) {
        return scrape.lines()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(type -> type.group(1))
                .filter(name -> OURS.matcher(name).matches())
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A sentence for each family of a scrape that the table lacks, or whose labels are others. */
    public static List<String> undocumented(String scrape, MetricsTable table) {
        List<String> found = new ArrayList<>();
        Map<String, Set<String>> seen = seen(scrape);
        for (String family : families(scrape)) {
            Set<String> documented = table.labels.get(family);
            if (documented == null) {
                found.add(family + " is not in METRICS.md");
            } else if (!documented.equals(seen.getOrDefault(family, documented))) {
                found.add("%s has the labels %s, METRICS.md says %s".formatted(family, seen.get(family), documented));
            }
        }
        return found;
    }

    private static Map<String, Set<String>> seen(String scrape) {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : scrape.split("\n", -1)) {
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                Set<String> names = new TreeSet<>();
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    names.add(label.group(1));
                }
                names.removeAll(OF_A_BUCKET);
                labels.put(family(sample.group(1)), names);
            }
        }
        return labels;
    }

    /** The samples of a histogram bear its name and what they are. */
    static String family(String sample) {
        return sample.replaceFirst("_(bucket|sum|count|max)$", "");
    }

    /** Names of ours in a rule or a panel, as families. */
    static Set<String> named(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher name = OURS.matcher(expression);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }
}
