package io.skipjack.domain.scaling;

/**
 * How many replicas there should be.
 *
 * @param direction against the state before
 * @param state to remember, with the wanted count
 * @param reason for operators: what was measured and what it means
 */
public record ScalingDecision(Direction direction, ScalingState state, String reason) {
    public int wanted() {
        return state.wanted();
    }

    public enum Direction {
        UP,
        DOWN,
        NONE
    }
}
