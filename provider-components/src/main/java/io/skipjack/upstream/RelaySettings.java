package io.skipjack.upstream;

import java.time.Duration;

/**
 * Bounds of one relayed answer.
 *
 * @param times how long an upstream may be silent
 * @param maxUpstreams upstreams of one tier tried for one request before the next tier's turn
 * @param maxBufferedAnswerBytes a non-streamed answer up to this size is held until it is whole, so that a broken one can
 *     be replayed; a larger one is passed on as it comes
 * @param maxEventBytes largest server-sent event
 * @param patience from a request's arrival; after it no further upstream is woken for it
 */
record RelaySettings(
        LegTimes times, int maxUpstreams, int maxBufferedAnswerBytes, int maxEventBytes, Duration patience) {}
