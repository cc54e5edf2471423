package io.skipjack.openai;

import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.resume.Progress;
import io.skipjack.domain.resume.ResumeLevel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the client has been sent of one answer, as far as it is needed to go on elsewhere: token ids as ints, text as the
 * JSON it came in. Grows with the answer within {@link ResumeMemory}, over all its legs. Only answers with one choice are
 * taken down. Not thread-safe.
 */
public final class Transcript {
    private static final byte[] NOTHING = {};
    private static final int[] NO_IDS = {};
    private static final int FIRST_TEXT = 128;

    private final ResumeMemory memory;
    private final TokenTrail trail;
    private byte[] id = NOTHING;
    private byte[] model = NOTHING;
    private byte[] created = NOTHING;
    private byte[] text = NOTHING;
    private int textLength;
    private int kept;

    private boolean begun;
    private boolean promptKnown;
    private boolean idsKnown = true;
    private boolean reasoned;
    private boolean toolCallBegun;
    private boolean overBudget;
    private int resumes;

    /** Events of the present leg that held something generated and named no ids: a token each, as far as can be told. */
    private int unnamed;

    /** Tokens of earlier legs whose text was sent. */
    private int before;

    /** Tokens of the original prompt, as far as known; -1 while unknown. */
    private int promptTokens = -1;

    /** Whether the ids of the original prompt are known, so that another engine's can be held against them. */
    private boolean promptProven;

    /** @param withheld characters that engines withhold at the end of the text for its stop strings, 0 or more */
    public Transcript(ResumeMemory memory, int withheld) {
        this.memory = memory;
        this.trail = new TokenTrail(withheld);
    }

    /** Takes an event down that goes to the client. */
    void add(EventNotes event) {
        if (!begun && event.idTo > 0) {
            begun = true;
            id = copy(event.data, event.idFrom, event.idTo);
            model = copy(event.data, event.modelFrom, event.modelTo);
            created = copy(event.data, event.createdFrom, event.createdTo);
        }
        if (event.promptIdCount > 0 && !promptKnown && trail.count() == 0 && !overBudget) {
            promptKnown = true;
            promptProven = true;
            promptTokens = event.promptIdCount;
            trail.begin(Arrays.copyOf(event.promptIds, event.promptIdCount));
            event.promptIds = NO_IDS; // a prompt may be long, and is kept once
        }
        addIds(event.ids, Math.max(0, event.idCount));
        addText(event.data, event.textFrom, event.textTo);
        reasoned |= event.reasoning;
        toolCallBegun |= event.toolCall;
        generated(event.idCount, event.textTo > event.textFrom || event.reasoning || event.toolCall);
    }

    private void addIds(int[] of, int count) {
        if (count > 0) {
            trail.add(of, count, idsKnown && !overBudget);
            fits();
        }
    }

    /** @param count ids of the event; -1 where it named none */
    private void generated(int count, boolean withContent) {
        if (count < 0) {
            unnamed += withContent ? 1 : 0;
            idsKnown &= !withContent;
        } else if (withContent) {
            trail.said(count, textLength);
        } else {
            trail.silent(textLength);
        }
    }

    private void addText(byte[] from, int start, int end) {
        int length = end - start;
        if (length <= 0) {
            return;
        }
        if (textLength + length > text.length && !overBudget) {
            text = Arrays.copyOf(
                    text, Math.max(FIRST_TEXT, Math.max(textLength + length, text.length + text.length / 4)));
            fits();
        }
        if (!overBudget) {
            System.arraycopy(from, start, text, textLength, length);
        }
        textLength += length;
    }

    /** Counts what is held. Of too much the ids go first, as the text alone will often do; then all of it. */
    private void fits() {
        if (!counted()) {
            trail.forget();
            promptKnown = false;
            promptProven = false;
            idsKnown = false;
        }
        if (!counted()) {
            forget();
            overBudget = true;
        }
    }

    private boolean counted() {
        int now = trail.bytes() + text.length;
        boolean fits = now == kept || memory.grow(kept, now);
        kept = fits ? now : kept;
        return fits;
    }

    /** Drops what is held; to be called when the answer is over. */
    public void forget() {
        memory.giveBack(kept);
        kept = 0;
        trail.forget();
        text = NOTHING;
        promptKnown = false;
        promptProven = false;
        idsKnown = false;
    }

    /** Forgets what was taken down of a leg that the client has seen nothing of. */
    public void restart() {
        forget();
        trail.begin(NO_IDS);
        begun = false;
        textLength = 0;
        unnamed = 0;
        idsKnown = true;
        reasoned = false;
        toolCallBegun = false;
        overBudget = false;
        promptTokens = -1;
        before = 0;
    }

    /** Another engine is asked to go on. */
    public void resumed() {
        resumes++;
    }

    /**
     * Another engine goes on, and has read these ids: the original prompt and the answer so far. They are what counts from
     * now on, since it may have cut the text it was given into other tokens. To tell once more changes nothing.
     */
    void takenUp(ResumeLevel level, int[] reader) {
        before = told(level, reader);
        unnamed = 0;
        if (promptTokens < 0) {
            promptTokens = Math.max(0, reader.length - before);
        }
        promptKnown = !overBudget;
        idsKnown = !overBudget;
        trail.begin(overBudget ? NO_IDS : reader);
        fits();
    }

    /** Tokens whose text was sent, over all legs, as another engine has read them. */
    private int told(ResumeLevel level, int[] reader) {
        if (level == ResumeLevel.TOKENS || promptTokens < 0) {
            return delivered();
        }
        return idsKnown
                ? before + trail.shownTo(reader, promptTokens + before, text, textLength)
                : Math.max(before, reader.length - promptTokens);
    }

    /** The number of the prompt's tokens, where the engine has told it apart from their ids. */
    void counted(long ofPrompt) {
        if (promptTokens < 0 && ofPrompt >= 0 && before == 0) {
            promptTokens = (int) ofPrompt;
        }
    }

    /**
     * What the engine that goes on has said, and the client gets.
     *
     * @param more null where it named no ids
     */
    void continued(int @Nullable [] more, String said, boolean reasoning, boolean call) {
        if (more != null) {
            addIds(more, more.length);
        }
        byte[] json = new JsonBytes().string(said).toBytes();
        addText(json, 1, json.length - 1);
        reasoned |= reasoning;
        toolCallBegun |= call;
        boolean content = !said.isEmpty() || reasoning || call;
        generated(more == null ? -1 : more.length, content);
    }

    /** The usage of all legs, given what the present one counts: its prompt holds what the others generated. */
    Usage merged(Usage leg) {
        long prompt = promptTokens >= 0 ? promptTokens : Math.max(0, leg.promptTokens() - before);
        return new Usage(prompt, before + leg.completionTokens());
    }

    /** Whether these ids begin as the original prompt does; true where that is not known. */
    boolean promptIsPrefixOf(int[] other) {
        return !promptProven || trail.beginsAlike(other, promptTokens);
    }

    /** Prompt and answer so far, as ids: what the text that was sent is made of. */
    int[] allIds() {
        return trail.upToShown();
    }

    /** The answer's own text so far. */
    String text() {
        return JsonTexts.decoded(text, textLength);
    }

    /** Tokens so far: counted, or, where ids are not known, as many as events with content. */
    public int generated() {
        return before + trail.count() + unnamed;
    }

    /** Those of them in the present leg whose text was sent. */
    private int shown() {
        return trail.shown(text, textLength) + unnamed;
    }

    /** Tokens whose text was sent, over all legs; known once the engine that goes on has read the text. */
    int delivered() {
        return before + shown();
    }

    /** Whether anything was taken down. */
    public boolean begun() {
        return begun;
    }

    /** How often it has been resumed. */
    public int resumes() {
        return resumes;
    }

    /** As far as the client has been told, in the terms of the decision. */
    public Progress progress(boolean finished) {
        int delivered = delivered();
        return new Progress(
                delivered,
                generated() - delivered,
                promptKnown && idsKnown && !overBudget,
                trail.aligned(),
                textLength,
                reasoned,
                toolCallBegun,
                finished,
                overBudget,
                resumes);
    }

    /** Whether the tokens of prompt and answer are known by number. */
    public boolean counts() {
        return promptTokens >= 0;
    }

    /** Tokens so far; the prompt's are 0 while unknown. */
    public Usage usage() {
        return new Usage(Math.max(0, promptTokens), generated());
    }

    /** The value of {@code id} in the first event, as JSON. */
    String id() {
        return json(id, "\"chatcmpl-resumed\"");
    }

    /** The value of {@code model} in the first event, as JSON. */
    String model() {
        return json(model, "\"\"");
    }

    /** The value of {@code created} in the first event, as JSON. */
    String created() {
        return json(created, "0");
    }

    private static String json(byte[] value, String fallback) {
        return value.length == 0 ? fallback : new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] copy(byte[] from, int start, int end) {
        return end > start ? Arrays.copyOfRange(from, start, end) : NOTHING;
    }
}
