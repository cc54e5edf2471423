package io.skipjack.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a soak's streams.
 *
 * @param streams that were asked for, all of them read to their end
 * @param fewest running at the same time, after the first seconds
 * @param begunAtServerless streams whose beginning came from there, because spot was full
 * @param mostAtServerless streams that serverless had at the same time
 * @param tokens that clients read, of whole and broken answers
 * @param booked tokens that the router has in its metrics
 * @param brokenWithNotice streams that broke though all that they lost had been announced
 * @param brokenWithout streams that broke, of which something went without notice
 * @param wrong what a client got that no engine said, or that is no stream; empty when all is well
 * @param open requests that engines still worked on when all clients were gone
 * @param fewestReplicas that served and were not told to go, at any time
 * @param noticed replicas that were taken with notice
 * @param unnoticed replicas that were taken at once
 * @param resumes by level, outcome and reason
 */
record SoakReport(
        long streams,
        long fewest,
        long begunAtServerless,
        long mostAtServerless,
        long tokens,
        long booked,
        long brokenWithNotice,
        long brokenWithout,
        List<String> wrong,
        long open,
        long fewestReplicas,
        long noticed,
        long unnoticed,
        Map<String, Long> resumes,
        Duration seamMedian,
        Duration seam99) {

    /** Of all streams, those that may break because what they ran on went without a word; one of a few hundred too. */
    private static final double MOST_BROKEN = 0.001;

    boolean isWell() {
        return brokenWithNotice == 0
                && brokenWithout <= Math.max(1, Math.floor(MOST_BROKEN * streams))
                && wrong.isEmpty()
                && open == 0
                && booked == tokens;
    }

    static Map<String, Long> resumes(Scrape scrape) {
        Map<String, Long> resumes = new TreeMap<>();
        for (String line : scrape.lines()) {
            if (line.startsWith("skipjack_resume_total{")) {
                String key = label(line, "level") + " " + label(line, "outcome") + " " + label(line, "reason");
                resumes.merge(key, Math.round(value(line)), Long::sum);
            }
        }
        return resumes;
    }

    /** The upper bound of the bucket that a share of all seams is below. */
    static Duration seam(Scrape scrape, double share) {
        TreeMap<Double, Double> below = new TreeMap<>();
        for (String line : scrape.lines()) {
            if (line.startsWith("skipjack_resume_seam_seconds_bucket{")) {
                String bound = line.replaceAll(".*le=\"([^\"]*)\".*", "$1");
                below.merge(
                        bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                        value(line),
                        Double::sum);
            }
        }
        double all = below.isEmpty() ? 0 : below.lastEntry().getValue();
        return below.entrySet().stream()
                .filter(bucket -> all > 0 && bucket.getValue() >= share * all)
                .findFirst()
                .map(bucket -> bucket.getKey().isInfinite()
                        ? Duration.ofDays(1)
                        : Duration.ofMillis(Math.round(bucket.getKey() * 1_000)))
                .orElse(Duration.ZERO);
    }

    private static String label(String line, String name) {
        return line.replaceAll(".*skipjack_" + name + "=\"([^\"]*)\".*", "$1");
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "streams", "%,d, never fewer than %,d at once".formatted(streams, fewest));
        line(text, "most at serverless", "%,d, where %,d began".formatted(mostAtServerless, begunAtServerless));
        line(text, "tokens", "%,d read, %,d booked".formatted(tokens, booked));
        line(
                text,
                "replicas taken",
                "%d with notice, %d without; never fewer than %d left".formatted(noticed, unnoticed, fewestReplicas));
        resumes.forEach((what, many) -> line(text, what, "%,d".formatted(many)));
        line(text, "seam", "half within %s, 99 %% within %s".formatted(seamMedian, seam99));
        line(text, "broken, all with notice", String.valueOf(brokenWithNotice));
        line(
                text,
                "broken, others",
                "%d, %.3f %%".formatted(brokenWithout, 100.0 * brokenWithout / Math.max(1, streams)));
        line(text, "wrong", wrong.isEmpty() ? "none" : wrong.size() + ", such as " + wrong.getFirst());
        line(text, "left open", String.valueOf(open));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append("%-32s %s%n".formatted(what, value));
    }
}
