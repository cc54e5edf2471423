package io.skipjack.provider.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Says one answer, streamed or whole, at the engine's pace, up to its end or to where a fault breaks it off. */
final class Generator {
    static final String ENGINE_DEAD = "EngineCore encountered an issue. See stack trace (above) for the root cause.";

    private final EngineSettings settings;
    private final EngineCounters counters;
    private final GenerationRequest request;
    private final AnswerFormat format;
    private final List<Sequence> sequences = new ArrayList<>();
    private final @Nullable Fault fault;
    private final long born = System.nanoTime();

    Generator(EngineSettings settings, EngineCounters counters, GenerationRequest request, @Nullable Fault fault)
            throws RefusedException {
        this.settings = settings;
        this.counters = counters;
        this.request = request;
        this.fault = fault;
        this.format = AnswerFormat.of(request);
        for (int[] prompt : request.prompts()) {
            for (int i = 0; i < request.choices(); i++) {
                ChainCursor chain = TokenChain.after(prompt, settings.traits().characters());
                sequences.add(new Sequence(sequences.size(), prompt, chain, request, limit(prompt, chain)));
            }
        }
    }

    private int limit(int[] prompt, ChainCursor chain) throws RefusedException {
        Integer asked = request.maxTokens();
        int limit = asked != null ? asked : Math.max(0, settings.answerTokens() - chain.answered());
        int least = asked != null ? asked : 1;
        if (prompt.length + (long) least > settings.maxModelLen()) {
            throw RefusedException.tooLong(settings.maxModelLen(), prompt.length, least);
        }
        return Math.min(limit, settings.maxModelLen() - prompt.length);
    }

    void run(Reply reply, Pace pace) throws IOException, InterruptedException {
        counters.prompt(request.promptTokens());
        if (request.stream()) {
            stream(reply, pace);
        } else {
            whole(reply, pace);
        }
    }

    private void stream(Reply reply, Pace pace) throws IOException, InterruptedException {
        Events events = new Events(reply);
        pace.prefill(request.promptTokens());
        reply.begin(200, Events.TYPE);
        if (is(FaultKind.HANG_AFTER_HEADERS)) {
            hang();
        }
        format.opening(events, sequences);
        Fault huge = reply.armed(FaultKind.HUGE_EVENT);
        if (huge != null) {
            events.data("{\"id\":\"" + format.id + "\",\"choices\":[],\"padding\":\"" + "x".repeat((int) huge.amount())
                    + "\"}");
        }
        for (int said = 0; anyLeft(); ) {
            if (strikesAt(said)) {
                breakOff(reply, events);
                return;
            }
            int tokens = nextChunk(said);
            pass(pace, tokens);
            for (Sequence each : sequences) {
                say(events, each, tokens);
            }
            firstToken(said);
            said += tokens;
        }
        end(reply, events);
    }

    /** Tokens that come in one chunk; fewer where a fault strikes among them. */
    private int nextChunk(int said) {
        int tokens = settings.traits().tokensPerChunk();
        for (int i = 1; i < tokens; i++) {
            if (strikesAt(said + i)) {
                return i;
            }
        }
        return tokens;
    }

    private static void pass(Pace pace, int tokens) throws InterruptedException {
        for (int i = 0; i < tokens; i++) {
            pace.token();
        }
    }

    private void say(Events events, Sequence sequence, int tokens) throws IOException {
        if (sequence.done()) {
            return;
        }
        int now = sequence.upTo(tokens);
        int then = sequence.count() + now;
        boolean mayEnd = request.tool() == null && !strikesAt(then);
        String text = advance(sequence, now, mayEnd && request.maxTokens() != null && then == sequence.limit());
        if (mayEnd && sequence.finish() != null) {
            sequence.close();
            format.piece(events, sequence, text, sequence.finish());
        } else {
            format.piece(events, sequence, text, null);
        }
    }

    private String advance(Sequence sequence, int tokens, boolean last) {
        for (int i = 0; i < tokens; i++) {
            counters.token();
        }
        return sequence.advance(tokens, last);
    }

    private void end(Reply reply, Events events) throws IOException, InterruptedException {
        if (fault != null && fault.kind().stage() == FaultKind.Stage.OUTCOME && strikesAt(longest())) {
            breakOff(reply, events);
            return;
        }
        for (Sequence each : sequences) {
            if (!each.closed()) {
                settle(each);
                format.ending(events, each, each.rest());
            }
        }
        format.closing(events, sequences);
        reply.end();
    }

    private void settle(Sequence sequence) {
        if (sequence.finish() == null) {
            sequence.finish(request.maxTokens() == null ? "stop" : "length");
        }
    }

    private void breakOff(Reply reply, Events events) throws IOException, InterruptedException {
        Fault why = Objects.requireNonNull(fault);
        switch (why.kind()) {
            case HANG_AFTER_TOKENS -> hang();
            case RESET_AFTER_TOKENS -> reply.reset();
            case FIN_AFTER_TOKENS -> reply.cut();
            case ERROR_EVENT -> {
                format.error(events, EngineErrors.body(settings, 500, ENGINE_DEAD, null));
                reply.end();
            }
            case FINISH_REASON -> {
                for (Sequence each : sequences) {
                    if (!each.closed()) {
                        each.finish(reasonOfFault());
                        format.ending(events, each, each.rest());
                    }
                }
                format.closing(events, sequences);
                reply.end();
            }
            default -> reply.end();
        }
    }

    private void whole(Reply reply, Pace pace) throws IOException, InterruptedException {
        pace.prefill(request.promptTokens());
        if (is(FaultKind.HANG_AFTER_HEADERS)) {
            hang();
        }
        for (int said = 0; anyLeft() && !strikesAt(said); ) {
            int tokens = nextChunk(said);
            pass(pace, tokens);
            for (Sequence each : sequences) {
                if (!each.done()) {
                    advance(each, each.upTo(tokens), false);
                }
            }
            firstToken(said);
            said += tokens;
        }
        if (strikesAt(longest()) && !answersAllTheSame()) {
            breakOffWhole(reply);
        } else {
            settleWhole(strikesAt(longest()));
            reply.json(200, format.whole(sequences));
        }
    }

    private void settleWhole(boolean damaged) {
        for (Sequence each : sequences) {
            each.rest();
            if (!damaged) {
                settle(each);
            } else if (is(FaultKind.FINISH_REASON)) {
                each.finish(reasonOfFault());
            }
        }
    }

    private String reasonOfFault() {
        return fault == null || fault.text().isEmpty() ? "abort" : fault.text();
    }

    private boolean answersAllTheSame() {
        return is(FaultKind.FINISH_REASON) || is(FaultKind.END_WITHOUT_FINISH);
    }

    private void breakOffWhole(Reply reply) throws IOException, InterruptedException {
        if (is(FaultKind.HANG_AFTER_TOKENS)) {
            hang();
        } else if (is(FaultKind.RESET_AFTER_TOKENS)) {
            reply.reset();
        } else if (is(FaultKind.FIN_AFTER_TOKENS)) {
            reply.cut();
        } else {
            EngineErrors.send(reply, settings, 500, ENGINE_DEAD);
        }
    }

    private void firstToken(int saidBefore) {
        if (saidBefore == 0) {
            counters.firstTokenAfter(Duration.ofNanos(System.nanoTime() - born));
        }
    }

    /** True once every answer has its end: a client that leaves now has cancelled nothing. */
    boolean said() {
        return sequences.stream().allMatch(each -> each.finish() != null);
    }

    private boolean anyLeft() {
        return sequences.stream().anyMatch(each -> !each.done());
    }

    private int longest() {
        return sequences.stream().mapToInt(Sequence::count).max().orElse(0);
    }

    /** True when the fault breaks the answer off once so many tokens were said. */
    private boolean strikesAt(int tokens) {
        return fault != null
                && fault.amount() == tokens
                && switch (fault.kind()) {
                    case HANG_AFTER_TOKENS,
                            RESET_AFTER_TOKENS,
                            FIN_AFTER_TOKENS,
                            END_WITHOUT_FINISH,
                            ERROR_EVENT,
                            FINISH_REASON -> true;
                    default -> false;
                };
    }

    private boolean is(FaultKind kind) {
        return fault != null && fault.kind() == kind;
    }

    /** Waits until the client leaves, which interrupts this thread. */
    static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
