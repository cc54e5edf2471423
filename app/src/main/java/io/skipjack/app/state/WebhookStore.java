package io.skipjack.app.state;

/** How far each webhook has told of the log, so that a router that takes over goes on there. */
public interface WebhookStore {
    /**
     * Where a webhook is.
     *
     * @param seq the last event that it is done with
     * @param failures tries in a row that the next one has failed
     */
    record Place(long seq, int failures) {}

    /** The place of a webhook; one that was never heard of begins at the log's present end: what is past is no news. */
    Place place(long epoch, String webhook);

    void move(long epoch, String webhook, Place to);
}
