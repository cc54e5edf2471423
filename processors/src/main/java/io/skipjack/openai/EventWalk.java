package io.skipjack.openai;

import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON object of one event, member by member, and only the members that matter where they stand: a key of the
 * same name deeper down, or in a string, is never taken for one of these.
 *
 * <p>Keys with escapes (an {@code o} written as its code point) are not recognised; no engine writes them.
 */
final class EventWalk {
    private static final byte[] ID = Ascii.bytes("id");
    private static final byte[] TYPE = Ascii.bytes("type");
    private static final byte[] TEXT = Ascii.bytes("text");
    private static final byte[] ROLE = Ascii.bytes("role");
    private static final byte[] ERROR = Ascii.bytes("error");
    private static final byte[] MODEL = Ascii.bytes("model");
    private static final byte[] USAGE = Ascii.bytes("usage");
    private static final byte[] DELTA = Ascii.bytes("delta");
    private static final byte[] INDEX = Ascii.bytes("index");
    private static final byte[] OBJECT = Ascii.bytes("object");
    private static final byte[] CHOICES = Ascii.bytes("choices");
    private static final byte[] CONTENT = Ascii.bytes("content");
    private static final byte[] CREATED = Ascii.bytes("created");
    private static final byte[] MESSAGE = Ascii.bytes("message");
    private static final byte[] LOGPROBS = Ascii.bytes("logprobs");
    private static final byte[] RESPONSE = Ascii.bytes("response");
    private static final byte[] TOKEN_IDS = Ascii.bytes("token_ids");
    private static final byte[] REASONING = Ascii.bytes("reasoning");
    private static final byte[] TOOL_CALLS = Ascii.bytes("tool_calls");
    private static final byte[] STOP_REASON = Ascii.bytes("stop_reason");
    private static final byte[] FINISH_REASON = Ascii.bytes("finish_reason");
    private static final byte[] INPUT_TOKENS = Ascii.bytes("input_tokens");
    private static final byte[] OUTPUT_TOKENS = Ascii.bytes("output_tokens");
    private static final byte[] PROMPT_TOKENS = Ascii.bytes("prompt_tokens");
    private static final byte[] FUNCTION_CALL = Ascii.bytes("function_call");
    private static final byte[] PROMPT_TOKEN_IDS = Ascii.bytes("prompt_token_ids");
    private static final byte[] REASONING_CONTENT = Ascii.bytes("reasoning_content");
    private static final byte[] COMPLETION_TOKENS = Ascii.bytes("completion_tokens");

    private final StreamState state;
    private final JsonCursor cursor = new JsonCursor();
    private final @Nullable EventNotes notes;

    /** Chat and completions have choices; the other formats name each event by its {@code type}. */
    private final boolean choicesOnly;

    private int flags;
    private boolean noChoices;

    /** @param notes null where nothing is kept for resuming */
    EventWalk(Operation operation, StreamState state, @Nullable EventNotes notes) {
        this.state = state;
        this.notes = notes;
        this.choicesOnly = operation == Operation.CHAT || operation == Operation.COMPLETIONS;
    }

    /** The flags of {@link EventInspector} for this data; 0 for empty data. */
    int object(byte[] bytes, int from, int to) {
        cursor.reset(bytes, from, to);
        if (notes != null) {
            notes.reset(bytes);
        }
        flags = EventInspector.DATA;
        noChoices = false;
        if (cursor.atEnd()) {
            return 0;
        }
        if (cursor.enter('{')) {
            while (cursor.nextMember()) {
                member();
            }
            if (!cursor.broken() && cursor.atEnd()) {
                boolean usageOnly = choicesOnly && noChoices && flags == (EventInspector.DATA | EventInspector.USAGE);
                return usageOnly ? flags | EventInspector.USAGE_ONLY : flags;
            }
        }
        return flags | EventInspector.MALFORMED;
    }

    private void member() {
        switch (cursor.length()) {
            case 5 -> member5();
            case 6 -> {
                if (!cursor.is(OBJECT)) {
                    cursor.skipValue();
                } else if (cursor.readString() && cursor.is(ERROR)) {
                    flags |= EventInspector.ERROR; // vLLM's older errors: {"object":"error","message":...}
                }
            }
            case 7 -> {
                if (cursor.is(CHOICES)) {
                    choices();
                } else if (notes != null && cursor.is(CREATED)) {
                    cursor.peek();
                    notes.createdFrom = cursor.position();
                    cursor.skipValue();
                    notes.createdTo = cursor.position();
                } else {
                    within(!choicesOnly && cursor.is(MESSAGE));
                }
            }
            case 8 -> within(!choicesOnly && cursor.is(RESPONSE));
            case 4 -> {
                if (choicesOnly || !cursor.is(TYPE)) {
                    cursor.skipValue();
                } else if (cursor.readString()) {
                    flags |= EventTypes.flags(cursor);
                }
            }
            default -> {
                if (notes == null || !identity(notes)) {
                    cursor.skipValue();
                }
            }
        }
    }

    /** What tells this answer from others, and the prompt as the engine read it. */
    private boolean identity(EventNotes to) {
        if (cursor.is(ID) && cursor.peek() == '"') {
            to.idFrom = cursor.position();
            cursor.skipValue();
            to.idTo = cursor.position();
        } else if (cursor.is(PROMPT_TOKEN_IDS)) {
            promptIds(to);
        } else {
            return false;
        }
        return true;
    }

    private void promptIds(EventNotes to) {
        int from = cursor.memberFrom();
        if (cursor.enter('[')) {
            to.promptIdCount = 0;
            while (cursor.nextElement()) {
                to.addPromptId((int) cursor.readCount());
            }
        } else {
            cursor.skipValue();
        }
        to.cut(from, cursor.memberTo(from));
    }

    private void tokenIds(EventNotes to) {
        int from = cursor.memberFrom();
        if (cursor.enter('[')) {
            to.idCount = Math.max(0, to.idCount);
            while (cursor.nextElement()) {
                to.addId((int) cursor.readCount());
            }
        } else {
            cursor.skipValue();
        }
        to.cut(from, cursor.memberTo(from));
    }

    private void member5() {
        if (cursor.is(ERROR)) {
            flags |= cursor.readPresence() ? EventInspector.ERROR : 0;
        } else if (cursor.is(USAGE)) {
            usage();
        } else if (!choicesOnly && cursor.is(DELTA)) {
            within(true);
        } else if (notes != null && cursor.is(MODEL) && cursor.peek() == '"') {
            notes.modelFrom = cursor.position();
            cursor.skipValue();
            notes.modelTo = cursor.position();
        } else {
            cursor.skipValue();
        }
    }

    /** An object that may hold usage ({@code response}, {@code message}) or a stop reason ({@code delta}). */
    private void within(boolean matters) {
        if (!matters || !cursor.enter('{')) {
            cursor.skipValue();
            return;
        }
        while (cursor.nextMember()) {
            if (cursor.length() == USAGE.length && cursor.is(USAGE)) {
                usage();
            } else if (cursor.length() == STOP_REASON.length && cursor.is(STOP_REASON)) {
                ended(reason());
            } else {
                cursor.skipValue();
            }
        }
    }

    private void usage() {
        if (!cursor.enter('{')) {
            cursor.skipValue();
            return;
        }
        long prompt = -1;
        long completion = -1;
        while (cursor.nextMember()) {
            if (cursor.is(PROMPT_TOKENS) || cursor.is(INPUT_TOKENS)) {
                prompt = cursor.readCount();
            } else if (cursor.is(COMPLETION_TOKENS) || cursor.is(OUTPUT_TOKENS)) {
                completion = cursor.readCount();
            } else {
                cursor.skipValue();
            }
        }
        state.tokens(prompt, completion);
        flags |= prompt >= 0 || completion >= 0 ? EventInspector.USAGE : 0;
    }

    private void choices() {
        if (!cursor.enter('[')) {
            cursor.skipValue();
            return;
        }
        noChoices = true;
        while (cursor.nextElement()) {
            noChoices = false;
            if (cursor.enter('{')) {
                choice();
            } else {
                cursor.skipValue();
            }
        }
    }

    private void choice() {
        long index = 0;
        String reason = "";
        while (cursor.nextMember()) {
            switch (cursor.length()) {
                case 4 -> text();
                case 5 -> {
                    if (cursor.is(DELTA)) {
                        delta();
                    } else if (cursor.is(INDEX)) {
                        index = cursor.readCount();
                    } else {
                        cursor.skipValue();
                    }
                }
                case 13 -> {
                    if (cursor.is(FINISH_REASON)) {
                        reason = reason();
                    } else {
                        cursor.skipValue();
                    }
                }
                default -> extra();
            }
        }
        if (!state.see(index)) {
            flags |= EventInspector.MALFORMED;
        } else if (ended(reason)) {
            state.finished.set((int) index);
        }
    }

    /** A member of a choice that matters to resuming only. */
    private void extra() {
        if (notes == null) {
            cursor.skipValue();
        } else if (cursor.is(TOKEN_IDS)) {
            tokenIds(notes);
        } else if (cursor.is(PROMPT_TOKEN_IDS)) {
            promptIds(notes);
        } else if (cursor.is(LOGPROBS)) {
            notes.logprobs = cursor.readPresence();
        } else {
            cursor.skipValue();
        }
    }

    private void text() {
        if (!cursor.is(TEXT)) {
            cursor.skipValue();
        } else {
            content();
        }
    }

    /** The text that is the answer itself. */
    private void content() {
        if (notes == null || cursor.peek() != '"') {
            flags |= cursor.readPresence() ? EventInspector.CONTENT : 0;
        } else if (cursor.readString() && cursor.length() > 0) {
            notes.textFrom = cursor.stringFrom();
            notes.textTo = cursor.stringTo();
            flags |= EventInspector.CONTENT;
        }
    }

    private void delta() {
        if (!cursor.enter('{')) {
            cursor.skipValue();
            return;
        }
        while (cursor.nextMember()) {
            if (cursor.length() == ROLE.length && cursor.is(ROLE)) {
                cursor.skipValue();
            } else if (cursor.length() == CONTENT.length && cursor.is(CONTENT)) {
                content();
            } else if (notes != null) {
                besides(notes);
            } else if (cursor.readPresence()) {
                flags |= EventInspector.CONTENT;
            }
        }
    }

    /** Something generated that is no text: reasoning, a tool call, a kind we do not know. */
    private void besides(EventNotes to) {
        boolean reasoning = cursor.is(REASONING) || cursor.is(REASONING_CONTENT);
        boolean call = cursor.is(TOOL_CALLS) || cursor.is(FUNCTION_CALL);
        if (cursor.readPresence()) {
            flags |= EventInspector.CONTENT;
            to.reasoning |= reasoning;
            // of an unknown kind nobody can say how it goes on
            to.toolCall |= call || !reasoning;
        }
    }

    /** The reason in the value that follows; empty for null and everything else that is none. */
    private String reason() {
        return cursor.readString() && cursor.length() > 0 ? StreamState.reason(cursor) : "";
    }

    /** Notes a reason; true for a real one. */
    private boolean ended(String reason) {
        if (reason.isEmpty()) {
            return false;
        }
        state.finishReason = reason;
        boolean gaveUp = StreamState.gaveUp(reason);
        flags |= gaveUp ? EventInspector.ABORT : EventInspector.FINISH;
        return !gaveUp;
    }
}
