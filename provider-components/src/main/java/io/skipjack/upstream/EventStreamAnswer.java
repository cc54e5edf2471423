package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.FastThreadLocal;
import io.skipjack.domain.cost.Usage;
import io.skipjack.openai.EventFlaws;
import io.skipjack.openai.EventInspector;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.OpenAiErrorJson;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.Operation;
import io.skipjack.openai.SseFramer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer. Bytes are passed on as they came, whole events at a time: each event is looked at before it leaves,
 * so that nothing the client has seen is ever half an event, a {@code [DONE]} that is not true, or usage it did not ask
 * for. What remains of an event is kept until the rest arrives.
 */
final class EventStreamAnswer implements AnswerBody {
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>();
    private static final int SCRATCH_BYTES = 64 * 1024;
    private static final byte[] NOTHING = new byte[0];

    /** Events without text that are held back at most, bytes; no engine sends more than a few hundred. */
    private static final int MOST_UNBEGUN_BYTES = 64 * 1024;

    private static final int SAYS_SOMETHING = EventInspector.CONTENT | EventInspector.FINISH | EventInspector.DONE;

    /** What becomes of an event. */
    private enum Verdict {
        KEEP,
        DROP,
        /** The stream cannot go on. */
        BREAK
    }

    private final AnswerRelay relay;
    private final AnswerHead head;
    private final InferenceRequest request;
    private final @Nullable ResumableAnswer resumable;
    private final boolean tokenIds;
    private final SseFramer framer;
    private final EventInspector inspector;

    /** The event whose end has not come yet. */
    private byte[] kept = NOTHING;

    private int keptLength;
    /** Where what is passed on of the bytes at hand begins and ends, once something had to be cut out; -1 before. */
    private int movedFrom;

    private int movedTo = -1;
    private int unbegun;
    private boolean begun;
    private boolean doneSent;
    private boolean broken;
    private int events;
    private String breakReason = "";

    /**
     * @param resumable takes the answer down for another upstream to go on with it; null where none could
     * @param tokenIds whether the events hold token ids that the client did not ask for
     */
    EventStreamAnswer(
            AnswerRelay relay,
            AnswerHead head,
            @Nullable ResumableAnswer resumable,
            boolean tokenIds,
            int maxEventBytes) {
        this.relay = relay;
        this.head = head;
        this.request = relay.inference().request();
        this.resumable = resumable;
        this.tokenIds = tokenIds;
        this.framer = new SseFramer(maxEventBytes);
        this.inspector = new EventInspector(request.operation(), resumable == null ? null : resumable.transcript());
    }

    @Override
    public void content(ByteBuf arrived) {
        if (broken) {
            arrived.release();
            return;
        }
        int length = arrived.readableBytes();
        if (keptLength == 0) {
            byte[] bytes = scratch(length);
            arrived.getBytes(arrived.readerIndex(), bytes, 0, length);
            int end = relay(arrived, bytes, 0, length);
            keep(bytes, end, length - end);
        } else {
            // the rest of an event: only what is new is looked at, so that a long one in small pieces costs no more
            int known = keptLength;
            byte[] bytes = room(known + length);
            arrived.getBytes(arrived.readerIndex(), bytes, known, length);
            int end = relay(null, bytes, known, known + length);
            keep(bytes, end, known + length - end);
        }
        arrived.release();
        if (broken) {
            relay.broken(breakReason);
        }
    }

    /**
     * Passes on the whole events among the bytes; returns where the unfinished one begins.
     *
     * @param all the same bytes as they came, to be passed on without a copy; null when they came in pieces
     */
    private int relay(@Nullable ByteBuf all, byte[] bytes, int known, int length) {
        int eventStart = 0;
        int keepStart = 0;
        int from = known;
        int end;
        while ((end = framer.next(bytes, from, length)) >= 0) {
            switch (judge(bytes, eventStart, end)) {
                case KEEP -> {
                    if (tokenIds) {
                        keepStart = withoutExtras(all, bytes, keepStart);
                    }
                }
                case DROP -> {
                    pass(all, bytes, keepStart, eventStart);
                    keepStart = end;
                }
                case BREAK -> {
                    pass(all, bytes, keepStart, eventStart);
                    passMoved(all, bytes);
                    broken = true;
                    return eventStart;
                }
            }
            eventStart = end;
            from = end;
        }
        if (end == SseFramer.TOO_LARGE) {
            broken = true;
            breakReason = "an event is too large";
        }
        pass(all, bytes, keepStart, eventStart);
        passMoved(all, bytes);
        return eventStart;
    }

    /**
     * Passes on the event just judged up to what was asked for by the router alone, and returns where it goes on. From the
     * first of these on, what is passed is moved together within the bytes at hand: one piece to write in the end, and
     * no buffer to take for it.
     */
    private int withoutExtras(@Nullable ByteBuf all, byte[] bytes, int keepStart) {
        int extras = inspector.extras(bytes);
        int start = keepStart;
        for (int i = 0; i < extras; i++) {
            if (movedTo < 0) {
                movedFrom = start;
                movedTo = start;
            }
            pass(all, bytes, start, inspector.extraFrom(i));
            start = inspector.extraTo(i);
        }
        return start;
    }

    private void passMoved(@Nullable ByteBuf all, byte[] bytes) {
        int length = movedTo - movedFrom;
        if (movedTo >= 0 && length > 0) {
            if (all != null) {
                // ours alone, as whoever else holds the same memory holds other parts of it
                int at = all.readerIndex() + movedFrom;
                all.setBytes(at, bytes, movedFrom, length);
                relay.out(all.retainedSlice(at, length));
            } else {
                relay.out(Unpooled.copiedBuffer(bytes, movedFrom, length));
            }
        }
        movedTo = -1;
    }

    private void pass(@Nullable ByteBuf all, byte[] bytes, int from, int to) {
        if (to <= from) {
            return;
        }
        if (!begun) {
            unbegun += to - from;
            if (unbegun > MOST_UNBEGUN_BYTES) {
                begin();
            }
        }
        if (movedTo >= 0) {
            System.arraycopy(bytes, from, bytes, movedTo, to - from);
            movedTo += to - from;
            return;
        }
        relay.out(
                all != null
                        ? all.retainedSlice(all.readerIndex() + from, to - from)
                        : Unpooled.copiedBuffer(bytes, from, to - from));
    }

    private Verdict judge(byte[] bytes, int from, int to) {
        int flags = inspector.inspect(bytes, from, to);
        if ((flags & EventInspector.DATA) == 0 && (flags & EventInspector.ERROR) == 0) {
            // comments: of use to the client only once something has been sent
            return begun && !doneSent ? Verdict.KEEP : Verdict.DROP;
        }
        if (doneSent) {
            return Verdict.DROP;
        }
        relay.progressed();
        String flaw = EventFlaws.of(flags, inspector.whole());
        if (!flaw.isEmpty()) {
            breakReason = flaw;
            return Verdict.BREAK;
        }
        inspector.takeDown();
        if ((flags & EventInspector.USAGE) != 0) {
            relay.inference()
                    .usage(new Usage(Math.max(0, inspector.promptTokens()), Math.max(0, inspector.completionTokens())));
        }
        if ((flags & SAYS_SOMETHING) != 0 || free()) {
            begin();
        }
        if ((flags & EventInspector.FINISH) != 0) {
            relay.inference().finishReason(inspector.finishReason());
            if (resumable != null && inspector.whole()) {
                resumable.finished();
            }
        }
        if ((flags & EventInspector.CONTENT) != 0) {
            relay.inference().outputEvents(++events);
        }
        doneSent = (flags & EventInspector.DONE) != 0;
        return usageOnly(flags) ? Verdict.DROP : Verdict.KEEP;
    }

    /** Whether an event holds usage that the client did not ask for, and nothing else. */
    private boolean usageOnly(int flags) {
        boolean usage = (flags & EventInspector.USAGE_ONLY) != 0;
        if (usage && resumable != null) {
            resumable.formalEnd().usageTold();
        }
        return usage && !request.usageWanted();
    }

    /** What such an answer consists of is not known, so each event may be what the client waits for. */
    private boolean free() {
        return switch (request.operation()) {
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES -> false;
            default -> true;
        };
    }

    /**
     * From here on the client sees the answer. Not before something was generated: an opening event without text tells
     * it nothing, and until then another upstream can take over unseen.
     */
    private void begin() {
        if (!begun) {
            begun = true;
            HttpHeaders out = UpstreamHeaders.toClient(head.headers());
            out.set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
            out.set("x-accel-buffering", "no");
            if (resumable != null) {
                out.set("x-skipjack-resume", "on");
            }
            relay.answered(new Answer.Streamed(head.status(), out, relay.stream()));
        }
    }

    @Override
    public void ended() {
        if (broken) {
            return;
        }
        if (!begun || !(inspector.whole() || free())) {
            relay.broken(begun ? "ended without a finish reason" : "ended without an event");
            return;
        }
        boolean wantsDone = request.operation() == Operation.CHAT || request.operation() == Operation.COMPLETIONS;
        if (wantsDone && !doneSent) {
            // the answer is whole, only its last word is missing
            relay.out(Unpooled.wrappedBuffer(DONE));
        }
        relay.whole();
    }

    @Override
    public boolean said() {
        return doneSent;
    }

    @Override
    public ByteBuf lastWords() {
        return Unpooled.wrappedBuffer(OpenAiErrorJson.interrupted(
                OpenAiErrors.streamInterrupted(), request.operation(), inspector.openChoices()));
    }

    @Override
    public void discard() {
        kept = NOTHING;
        keptLength = 0;
    }

    private void keep(byte[] bytes, int from, int length) {
        keptLength = broken ? 0 : length;
        if (keptLength == 0) {
            kept = NOTHING;
        } else if (bytes == kept) {
            System.arraycopy(bytes, from, bytes, 0, length);
        } else {
            kept = new byte[2 * length];
            System.arraycopy(bytes, from, kept, 0, length);
        }
    }

    /** What is kept, with room for so many bytes in all. */
    private byte[] room(int needed) {
        if (needed > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(needed, 2 * kept.length));
        }
        return kept;
    }

    private static byte[] scratch(int length) {
        if (length > SCRATCH_BYTES) {
            return new byte[length];
        }
        byte[] known = SCRATCH.get();
        if (known == null) {
            known = new byte[SCRATCH_BYTES];
            SCRATCH.set(known);
        }
        return known;
    }
}
