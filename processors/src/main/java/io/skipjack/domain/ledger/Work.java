package io.skipjack.domain.ledger;

import java.time.Duration;

/**
 * How long GPUs were busy with a deployment's requests: by overlap, since one GPU works on many at a time.
 *
 * @param requestTime the sum over requests of the time each was open
 * @param workerTime the time that the serverless workers would have been busy which it takes for the requests open at each
 *     instant
 * @param idleTime the time that one of them would have stayed, idle, before it went
 * @param extraMachineTime as {@code workerTime}, for machines of a fleet, and only beyond the first
 * @param starts how often the first worker would have had to start
 */
public record Work(
        Duration requestTime, Duration workerTime, Duration idleTime, Duration extraMachineTime, int starts) {
    public static final Work NONE = new Work(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    public Work plus(Work other) {
        return new Work(
                requestTime.plus(other.requestTime),
                workerTime.plus(other.workerTime),
                idleTime.plus(other.idleTime),
                extraMachineTime.plus(other.extraMachineTime),
                starts + other.starts);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * What two routers did side by side. How their requests overlapped is not known, so the least that fits both: at least
     * what the busier one needed. It never makes the comparison look better than it was.
     */
    Work beside(Work other) {
        return new Work(
                requestTime.plus(other.requestTime),
                longer(workerTime, other.workerTime),
                workerTime.compareTo(other.workerTime) >= 0 ? idleTime : other.idleTime,
                longer(extraMachineTime, other.extraMachineTime),
                Math.max(starts, other.starts));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
