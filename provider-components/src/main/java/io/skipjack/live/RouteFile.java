package io.skipjack.live;

/**
 * One YAML file as it was read.
 *
 * @param path folder and file name, as shown to people and known to Camel
 * @param text the whole content; the same text is compared, checked and parsed, so a save in between cannot slip in
 */
record RouteFile(Kind kind, String path, String text) {
    enum Kind {
        ROUTE(".camel.yaml"),
        KAMELET(".kamelet.yaml");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }
    }

    /** The file name without its suffix, which is what its route or Kamelet must be called. */
    String name() {
        return path.substring(
                path.lastIndexOf('/') + 1, path.length() - kind.suffix().length());
    }

    RouteProblem problem(int line, String reason) {
        return new RouteProblem(path, line, reason);
    }
}
