package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.skipjack.domain.cost.Usage;
import io.skipjack.openai.AnswerAssembler;
import io.skipjack.openai.ContinuationRequest;
import io.skipjack.openai.ContinuedEvents;
import io.skipjack.openai.EventFlaws;
import io.skipjack.openai.EventInspector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a client that wants it whole, from an upstream that streams it: so that it need not begin anew when the
 * upstream is lost. The client sees nothing before it is whole.
 */
final class AssembledAnswer implements AnswerBody {
    private final AnswerRelay relay;
    private final ResumableAnswer answer;
    private final AnswerAssembler assembler;
    private final AnswerHead head;
    private final EventBuffer buffer;
    private final int most;
    private final EventInspector inspector;
    private final @Nullable ContinuedEvents continued;
    private boolean goesOn;
    private boolean counted;
    private boolean over;

    /**
     * @param maxEventBytes largest event
     * @param most characters of the whole answer
     */
    AssembledAnswer(
            AnswerRelay relay, ResumableAnswer answer, LegAsk asked, AnswerHead head, int maxEventBytes, int most) {
        this.most = most;
        this.relay = relay;
        this.answer = answer;
        this.assembler = Objects.requireNonNull(answer.assembler(), "nothing is put together");
        this.head = head;
        this.buffer = new EventBuffer(maxEventBytes);
        ContinuationRequest continuation = asked.continuation();
        this.continued = continuation == null ? null : answer.continued(continuation);
        this.inspector = new EventInspector(relay.inference().request().operation(), answer.transcript());
    }

    @Override
    public void content(ByteBuf bytes) {
        if (over) {
            bytes.release();
        } else if (!buffer.take(bytes, this::event)) {
            over = true;
            relay.broken("an event is too large");
        }
    }

    private boolean event(byte[] bytes, int from, int to) {
        String wrong = continued == null ? first(bytes, from, to) : next(continued, bytes, from, to);
        int left = continued == null ? -1 : continued.recount();
        if (wrong.isEmpty() && assembler.size() > most) {
            wrong = "the answer is too large to be put together";
        }
        if (wrong.isEmpty() && left < 0) {
            return true;
        }
        over = true;
        if (left >= 0) {
            recount(left);
            return false;
        }
        if (continued != null && !continued.proven()) {
            answer.unproven();
        }
        relay.refused(continued == null || continued.proven(), wrong);
        return false;
    }

    private String first(byte[] bytes, int from, int to) {
        int flags = inspector.inspect(bytes, from, to);
        String wrong = EventFlaws.of(flags, inspector.whole());
        if (!wrong.isEmpty() || (flags & EventInspector.DATA) == 0) {
            return wrong;
        }
        relay.progressed();
        inspector.takeDown();
        if ((flags & EventInspector.CONTENT) != 0) {
            spoke();
        }
        if (inspector.whole()) {
            answer.finished();
        }
        if ((flags & EventInspector.DONE) == 0) {
            assembler.add(bytes, from, to);
        }
        if ((flags & EventInspector.USAGE) != 0) {
            counted = true;
            relay.inference()
                    .usage(new Usage(Math.max(0, inspector.promptTokens()), Math.max(0, inspector.completionTokens())));
        }
        return "";
    }

    private String next(ContinuedEvents events, byte[] bytes, int from, int to) {
        byte[] event = events.next(bytes, from, to);
        if (!events.wrong().isEmpty()) {
            return events.wrong();
        }
        if (event.length > 0) {
            relay.progressed();
            spoke();
            assembler.add(event, 0, event.length);
        }
        if (!goesOn && events.begun()) {
            goesOn = true;
            answer.assemblyWentOn();
        }
        Usage usage = events.usage();
        if (usage != null) {
            counted = true;
            relay.inference().usage(usage);
        }
        if (events.whole()) {
            answer.finished();
        }
        if (events.stopped()) {
            ended();
        }
        return "";
    }

    /** The text is of more or fewer tokens than was reckoned: the engine is asked once more, with the right number. */
    private void recount(int left) {
        if (left > 0) {
            relay.askAgain(answer.recounted(left));
        } else {
            whole("length", "length");
        }
    }

    private void spoke() {
        relay.inference().outputEvents(relay.inference().outputEvents() + 1);
    }

    private boolean complete() {
        return continued == null ? inspector.whole() : continued.whole();
    }

    @Override
    public void ended() {
        if (over) {
            return;
        }
        over = true;
        if (!complete()) {
            relay.broken("ended without a finish reason");
            return;
        }
        whole("", continued == null ? inspector.finishReason() : continued.finishReason());
    }

    /** @param unsaid the finish reason, where the engine did not come to say it; else empty */
    private void whole(String unsaid, @Nullable String finishReason) {
        answer.formalEnd().ofAssembled(unsaid);
        relay.inference().finishReason(finishReason);
        HttpHeaders out = UpstreamHeaders.toClient(head.headers());
        out.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        out.set("x-skipjack-resume", "on");
        out.remove(HttpHeaderNames.CACHE_CONTROL);
        relay.answered(new Answer.Whole(head.status(), out, Unpooled.wrappedBuffer(assembler.whole())));
        relay.whole();
    }

    @Override
    public boolean said() {
        // what may still be missing is the usage, which is usually known here as well
        return !over && complete() && (counted || answer.transcript().counts());
    }

    @Override
    public @Nullable ByteBuf lastWords() {
        return null;
    }

    @Override
    public void discard() {
        over = true;
    }
}
