package io.skipjack.upstream;

import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.Reservation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one leg sends: the client's request, and then a GET for each 303. Modal answers whatever took it 150 s with a 303 to
 * where the result will be, again and again, up to 20 times (modal.com/docs/guide/webhook-timeouts). It is followed within
 * the leg's own time and on the same origin only, since the credential goes along. No other redirect ever is.
 */
final class LegRequests {
    private static final int MOST_SEE_OTHER = 20;
    private static final int SEE_OTHER = 303;

    private final RelayContext context;
    private final Inference inference;
    private final Reservation place;
    private final long startedNanos;
    private final LegAsk ask;
    private @Nullable UpstreamRequest latest;
    private int seeOthers;

    LegRequests(RelayContext context, Inference inference, Reservation place, long startedNanos, LegAsk ask) {
        this.ask = ask;
        this.context = context;
        this.inference = inference;
        this.place = place;
        this.startedNanos = startedNanos;
    }

    /** Null when the credential it needs is not there. */
    @Nullable
    UpstreamRequest first() {
        latest = context.request(inference, place, ask);
        return latest;
    }

    /** What comes of there being no credential: one that is being fetched is worth another try. */
    LegOutcome withoutCredential() {
        CredentialRef ref = place.credential();
        return ref != null
                        && context.credentials().awaited(ref, place.upstream().uri())
                ? LegOutcome.BUSY
                : LegOutcome.FAILED;
    }

    /** Null when it is not to be followed: it leads elsewhere, there were too many, or the time is over. */
    @Nullable
    UpstreamRequest seeOther(@Nullable String location) {
        UpstreamRequest asked = latest;
        if (location == null || asked == null || ++seeOthers > MOST_SEE_OTHER || left().isNegative()) {
            return null;
        }
        latest = context.seeOther(inference, place, asked, location);
        return latest;
    }

    /** How long the present request may be silent. */
    LegTimes times() {
        LegTimes usual = context.settings().times();
        return seeOthers == 0 && place.maxRequestTime() == null && ask.patience() == null
                ? usual
                : new LegTimes(usual.connect(), left(), usual.idle());
    }

    /** Until the first byte must be there, all requests together: of several limits the lowest counts. */
    private Duration left() {
        Duration usual = context.settings().times().firstByte();
        Duration whole = lower(lower(usual, place.maxRequestTime()), ask.patience());
        return seeOthers == 0 ? whole : whole.minusNanos(System.nanoTime() - startedNanos);
    }

    private static Duration lower(Duration one, @Nullable Duration other) {
        return other == null || other.compareTo(one) > 0 ? one : other;
    }

    /** What a status means; null when it is an answer. Called when a 303 has not been followed. */
    @Nullable
    LegOutcome failure(int status, Tier tier) {
        if (status == SEE_OTHER && left().isNegative()) {
            return LegOutcome.FIRST_BYTE_TIMEOUT;
        }
        // the client asked for no result path: one that is not there is not its mistake
        boolean lost = seeOthers > 0 && (status == 404 || status == 405 || status == 410);
        if (lost) {
            return LegOutcome.FAILED;
        }
        boolean refused = status == 401 || status == 403;
        return refused && renewed() ? LegOutcome.BUSY : AnswerStatus.failure(status, tier);
    }

    private boolean renewed() {
        CredentialRef ref = place.credential();
        return ref != null && context.credentials().renew(ref, place.upstream().uri());
    }
}
