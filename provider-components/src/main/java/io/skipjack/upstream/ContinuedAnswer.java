package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skipjack.domain.cost.Usage;
import io.skipjack.openai.ContinuationRequest;
import io.skipjack.openai.ContinuedEvents;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an upstream that goes on with what another began: its events become events of that answer. Nothing of it
 * reaches the client before it has proved that it goes on from there.
 */
final class ContinuedAnswer implements AnswerBody {
    /** For whoever looks at the wire; clients pass over comments. */
    private static final byte[] SEAM = ": resumed\n\n".getBytes(StandardCharsets.US_ASCII);

    private final AnswerRelay relay;
    private final ResumableAnswer answer;
    private final ContinuedEvents events;
    private final EventBuffer buffer;
    private boolean begun;
    private boolean over;
    private boolean said;

    ContinuedAnswer(AnswerRelay relay, ResumableAnswer answer, ContinuationRequest asked, int maxEventBytes) {
        this.relay = relay;
        this.answer = answer;
        this.events = answer.continued(asked);
        this.buffer = new EventBuffer(maxEventBytes);
    }

    @Override
    public void content(ByteBuf bytes) {
        if (over) {
            bytes.release();
            return;
        }
        if (!buffer.take(bytes, this::event)) {
            over = true;
            relay.broken("an event is too large");
        }
    }

    private boolean event(byte[] bytes, int from, int to) {
        byte[] next = events.next(bytes, from, to);
        if (events.proven()) {
            answer.proven();
        }
        if (!events.wrong().isEmpty()) {
            over = true;
            if (!events.proven()) {
                answer.unproven();
            }
            relay.refused(events.proven(), events.wrong());
            return false;
        }
        if (events.recount() >= 0) {
            over = true;
            recount(events.recount());
            return false;
        }
        Usage usage = events.usage();
        if (usage != null) {
            relay.inference().usage(usage);
        }
        if (next.length == 0) {
            return true;
        }
        relay.progressed();
        pass(next);
        if (events.stopped()) {
            over = true;
            said = true;
            relay.out(answer.formalEnd().ofStream(""));
            relay.whole();
            return false;
        }
        return true;
    }

    /** The text is of more or fewer tokens than was reckoned: the engine is asked once more, with the right number. */
    private void recount(int left) {
        if (left > 0) {
            relay.askAgain(answer.recounted(left));
            return;
        }
        said = true;
        begin();
        answer.finished();
        relay.out(answer.formalEnd().ofStream("length"));
        relay.whole();
    }

    private void pass(byte[] event) {
        if (!begun && events.begun()) {
            begin();
        }
        if (events.usageTold()) {
            answer.formalEnd().usageTold();
        }
        if (events.whole()) {
            answer.finished();
            relay.inference().finishReason(events.finishReason());
        }
        said = events.done();
        relay.inference().outputEvents(relay.inference().outputEvents() + 1);
        relay.out(Unpooled.wrappedBuffer(event));
    }

    private void begin() {
        begun = true;
        relay.wentOn();
        relay.out(Unpooled.wrappedBuffer(SEAM));
    }

    @Override
    public void ended() {
        if (over) {
            return;
        }
        if (!begun || !events.whole()) {
            relay.broken("ended without a finish reason");
            return;
        }
        over = true;
        if (!events.done()) {
            relay.out(Unpooled.wrappedBuffer(EventStreamAnswer.DONE));
        }
        relay.whole();
    }

    @Override
    public boolean said() {
        return said;
    }

    @Override
    public @Nullable ByteBuf lastWords() {
        return answer.formalEnd().interrupted();
    }

    @Override
    public void discard() {
        over = true;
    }
}
