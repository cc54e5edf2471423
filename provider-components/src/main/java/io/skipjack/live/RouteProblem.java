package io.skipjack.live;

/**
 * One mistake in a route or Kamelet file.
 *
 * @param file folder and file name, such as {@code routes/spot.camel.yaml}
 * @param line counted from 1; 0 when it concerns the file as a whole
 * @param reason one sentence for the person who wrote the file
 */
public record RouteProblem(String file, int line, String reason) {
    public RouteProblem {
        reason = reason.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** {@code routes/spot.camel.yaml:12: there is no bean called chooseUpstrem}, as compilers write it. */
    @Override
    public String toString() {
        return line > 0 ? "%s:%d: %s".formatted(file, line, reason) : "%s: %s".formatted(file, reason);
    }
}
