package io.skipjack.live;

/** A file in one of the folders with its outline: what Camel will be given, and what we know of it beforehand. */
record RouteSource(RouteFile file, YamlOutline outline) {
    private static final String ROUTE = "/0/route";

    /** What becomes of the running route when the file changes. */
    enum Entry {
        /** Fed by {@code live:}: a new generation takes over without a gap. */
        LIVE,
        /** Starts by itself (timer, queue): the old one stops taking, then the new one starts. */
        SWAPPED,
        /** Holds a port with open connections on it: never touched while the router runs. */
        LISTENER
    }

    static RouteSource of(RouteFile file) {
        return new RouteSource(file, YamlOutline.of(file));
    }

    boolean isRoute() {
        return file.kind() == RouteFile.Kind.ROUTE && outline.at(ROUTE).isPresent();
    }

    boolean isConfiguration() {
        return file.kind() == RouteFile.Kind.ROUTE && !isRoute();
    }

    boolean isKamelet() {
        return file.kind() == RouteFile.Kind.KAMELET;
    }

    String id() {
        return outline.valueAt(ROUTE + "/id");
    }

    String from() {
        return outline.valueAt(ROUTE + "/from/uri");
    }

    String inRoute(String path) {
        return outline.valueAt(ROUTE + path);
    }

    int lineInRoute(String path) {
        return outline.at(ROUTE + path)
                .or(() -> outline.at(ROUTE))
                .map(YamlOutline.Entry::line)
                .orElse(0);
    }

    int steps() {
        return outline.under(ROUTE + "/from/steps").size();
    }

    Entry entry() {
        String uri = from();
        int colon = uri.indexOf(':');
        return switch (colon < 0 ? uri : uri.substring(0, colon)) {
            case "live" -> Entry.LIVE;
            case "netty-http", "netty", "platform-http", "jetty", "undertow", "servlet", "rest" -> Entry.LISTENER;
            default -> Entry.SWAPPED;
        };
    }

    RouteProblem problem(int line, String reason) {
        return file.problem(line, reason);
    }
}
