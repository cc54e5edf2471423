package io.skipjack.processors.admin;

/** What was asked of the admin API cannot be done; the message is one sentence for whoever asked. */
public final class RefusedEditException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status HTTP status that fits, 400 to 499 */
    public RefusedEditException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** There is no such deployment. */
    static RefusedEditException unknown(String name) {
        return new RefusedEditException(404, "there is no deployment '" + name + "'");
    }
}
