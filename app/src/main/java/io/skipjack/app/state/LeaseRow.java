package io.skipjack.app.state;

import java.time.Duration;

/** The one row that says who leads. Each method is one transaction and may throw {@code StoreUnavailableException}. */
interface LeaseRow {
    /** Takes the leadership for so long, with a new epoch, if nobody has it. */
    Claim claim(String holder, Duration ttl);

    /** Keeps it for so long from now. @return false where somebody else has taken it meanwhile */
    boolean renew(String holder, long epoch, Duration ttl);

    /** Gives it up at once, so that nobody has to wait for its end. */
    void release(String holder, long epoch);

    /**
     * What came of trying to take it.
     *
     * @param epoch under which it was taken; 0 where it was not
     * @param remaining when it is not, how long the present holder still has it
     */
    record Claim(long epoch, Duration remaining) {
        static Claim taken(long epoch) {
            return new Claim(epoch, Duration.ZERO);
        }

        static Claim refused(Duration remaining) {
            return new Claim(0, remaining);
        }

        boolean isTaken() {
            return epoch > 0;
        }
    }
}
