package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.openai.AnswerFacts;
import io.skipjack.openai.AnswerInspector;
import io.skipjack.openai.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A non-streamed answer: held until it is whole, so that one that breaks off can be replayed or become a 502, then given
 * to the client in one piece. One larger than the limit is passed on from there as it comes.
 */
final class BufferedAnswer implements AnswerBody {
    private static final AnswerInspector INSPECTOR = new AnswerInspector();

    private final AnswerRelay relay;
    private final AnswerHead head;
    private final int limit;
    private @Nullable ByteBuf first;
    private @Nullable CompositeByteBuf more;
    private int length;
    private boolean passing;

    BufferedAnswer(AnswerRelay relay, AnswerHead head, int limit) {
        this.relay = relay;
        this.head = head;
        this.limit = limit;
    }

    @Override
    public void content(ByteBuf bytes) {
        relay.progressed();
        if (passing) {
            relay.out(bytes);
            return;
        }
        length += bytes.readableBytes();
        if (first == null) {
            first = bytes;
        } else {
            if (more == null) {
                more = Unpooled.compositeBuffer(1024).addComponent(true, first);
            }
            more.addComponent(true, bytes);
        }
        if (length > limit) {
            passing = true;
            ByteBuf held = take();
            relay.answered(
                    new Answer.Streamed(head.status(), UpstreamHeaders.toClient(head.headers()), relay.stream()));
            relay.out(held);
        }
    }

    private ByteBuf take() {
        ByteBuf taken = more != null ? more : first != null ? first : Unpooled.EMPTY_BUFFER;
        first = null;
        more = null;
        return taken;
    }

    @Override
    public void ended() {
        if (passing) {
            relay.whole();
            return;
        }
        ByteBuf body = take();
        if (!head.isGood()) {
            relay.answered(UpstreamErrors.normalised(head.status(), head.headers(), body));
            relay.whole(LegOutcome.REJECTED);
            return;
        }
        if (head.isJson() && !inspect(body)) {
            body.release();
            relay.broken("the answer is not a whole one");
            return;
        }
        relay.answered(new Answer.Whole(head.status(), UpstreamHeaders.toClient(head.headers()), body));
        relay.whole();
    }

    private boolean inspect(ByteBuf body) {
        byte[] bytes = new byte[body.readableBytes()];
        body.getBytes(body.readerIndex(), bytes);
        AnswerFacts facts = INSPECTOR.inspect(bytes, 0, bytes.length);
        if (facts.completionTokens() >= 0 || facts.promptTokens() >= 0) {
            relay.inference()
                    .usage(new Usage(Math.max(0, facts.promptTokens()), Math.max(0, facts.completionTokens())));
        }
        relay.inference().finishReason(facts.finishReason());
        return facts.whole() && (facts.finishReason() != null || !wantsFinishReason());
    }

    private boolean wantsFinishReason() {
        Operation operation = relay.inference().request().operation();
        return operation == Operation.CHAT || operation == Operation.COMPLETIONS;
    }

    @Override
    public boolean said() {
        return false;
    }

    @Override
    public @Nullable ByteBuf lastWords() {
        return null;
    }

    @Override
    public void discard() {
        take().release();
    }
}
