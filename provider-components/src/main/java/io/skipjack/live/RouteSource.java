package io.skipjack.live;

/** A file in one of the folders with its outline: what Camel will be given, and what we know of it beforehand. */
record RouteSource(RouteFile file, YamlOutline outline) {
    private static final String ROUTE = "/0/route";
    private static final String REST = "/0/rest";

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

    /** Paths and verbs that Camel makes routes of, one a verb. */
    boolean isRest() {
        return file.kind() == RouteFile.Kind.ROUTE && outline.at(REST).isPresent();
    }

    boolean serves() {
        return isRoute() || isRest();
    }

    boolean isConfiguration() {
        return file.kind() == RouteFile.Kind.ROUTE && !serves();
    }

    boolean isKamelet() {
        return file.kind() == RouteFile.Kind.KAMELET;
    }

    String id() {
        return inRoute("/id");
    }

    String from() {
        return inRoute("/from/uri");
    }

    String inRoute(String path) {
        return outline.valueAt(root() + path);
    }

    int lineInRoute(String path) {
        return outline.at(root() + path)
                .or(() -> outline.at(root()))
                .map(YamlOutline.Entry::line)
                .orElse(0);
    }

    int steps() {
        return outline.under(ROUTE + "/from/steps").size();
    }

    Entry entry() {
        if (isRest()) {
            return Entry.LISTENER;
        }
        String uri = from();
        int colon = uri.indexOf(':');
        return switch (colon < 0 ? uri : uri.substring(0, colon)) {
            case "live" -> Entry.LIVE;
            case "netty-http", "netty", "platform-http", "jetty", "undertow", "servlet", "rest" -> Entry.LISTENER;
            default -> Entry.SWAPPED;
        };
    }

    private String root() {
        return isRest() ? REST : ROUTE;
    }

    RouteProblem problem(int line, String reason) {
        return file.problem(line, reason);
    }
}
