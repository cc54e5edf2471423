package io.skipjack.domain.fleet;

/**
 * Names one replica for ever: numbers are never used again, also after its lease has ended.
 *
 * @param deployment its name
 * @param number from 1, one more than the last
 */
public record ReplicaId(String deployment, int number) {
    public ReplicaId {
        if (number < 1) {
            throw new IllegalArgumentException("replica numbers begin at 1, was " + number);
        }
    }

    /** As shown, and as its upstream is called: {@code rack-12}. */
    @Override
    public String toString() {
        return deployment + "-" + number;
    }
}
