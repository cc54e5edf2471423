package io.skipjack.live;

/**
 * No route of that name is up: it was never deployed, or its file was deleted. Meant to become a 503 in a route's
 * {@code onException}. Carries no stack trace: it is the answer to a request, not an incident.
 */
public final class LiveRouteUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public LiveRouteUnavailableException(String name) {
        super("calling live:%s, no such route is up".formatted(name), null, false, false);
    }
}
