package io.skipjack.openai;

import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.resume.Progress;
import io.skipjack.domain.resume.ResumeLevel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the client has been sent of one answer, as far as it is needed to go on elsewhere: token ids as ints, text as the
 * JSON it came in. Grows with the answer within {@link ResumeMemory}, over all its legs. Only answers with one choice are
 * taken down. Not thread-safe.
 */
public final class Transcript {
    private static final byte[] NOTHING = {};
    private static final int[] NO_IDS = {};
    private static final int FIRST_IDS = 32;
    private static final int FIRST_TEXT = 128;

    private final ResumeMemory memory;
    private byte[] id = NOTHING;
    private byte[] model = NOTHING;
    private byte[] created = NOTHING;
    private int[] promptIds = NO_IDS;
    private int[] ids = NO_IDS;
    private int idCount;
    private byte[] text = NOTHING;
    private int textLength;
    private int kept;

    private boolean begun;
    private boolean promptKnown;
    private boolean idsKnown = true;
    private boolean aligned = true;
    private boolean reasoned;
    private boolean toolCallBegun;
    private boolean overBudget;
    private int contentEvents;
    private int resumes;

    /** Tokens that earlier legs generated. */
    private long before;

    /** Tokens of the original prompt, as far as known; -1 while unknown. */
    private long promptTokens = -1;

    public Transcript(ResumeMemory memory) {
        this.memory = memory;
    }

    /** Takes an event down that goes to the client. */
    void add(EventNotes event) {
        if (!begun && event.idTo > 0) {
            begun = true;
            id = copy(event.data, event.idFrom, event.idTo);
            model = copy(event.data, event.modelFrom, event.modelTo);
            created = copy(event.data, event.createdFrom, event.createdTo);
        }
        if (event.promptIdCount > 0 && !promptKnown && idCount == 0 && !overBudget) {
            promptKnown = true;
            promptTokens = event.promptIdCount;
            promptIds = Arrays.copyOf(event.promptIds, event.promptIdCount);
            event.promptIds = NO_IDS; // a prompt may be long, and is kept once
        }
        generated(event.ids, event.idCount, event.textTo > event.textFrom, event.reasoning || event.toolCall);
        reasoned |= event.reasoning;
        toolCallBegun |= event.toolCall;
        addText(event.data, event.textFrom, event.textTo);
    }

    /**
     * Notes tokens and whether they were seen. One id whose text came with it leaves nothing held back: an engine that
     * holds text back, of half a character or for a stop string, sends ids without text first. Several ids at once prove
     * nothing of the last.
     *
     * @param count -1 where the event named none
     */
    private void generated(int[] of, int count, boolean withText, boolean withOther) {
        contentEvents += withText || withOther ? 1 : 0;
        if (count < 0) {
            idsKnown &= !withText && !withOther;
            return;
        }
        if (count > 0) {
            aligned = count == 1 && (withText || withOther);
            addIds(of, count);
        } else if (withText) {
            // text that had been held back: whether all of it, nobody says
            aligned = false;
        }
    }

    private void addIds(int[] of, int count) {
        if (idsKnown && idCount + count > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(FIRST_IDS, Math.max(idCount + count, ids.length + ids.length / 4)));
            fits();
        }
        if (idsKnown && !overBudget) {
            System.arraycopy(of, 0, ids, idCount, count);
        }
        idCount += count;
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
            promptIds = NO_IDS;
            ids = NO_IDS;
            promptKnown = false;
            idsKnown = false;
        }
        if (!counted()) {
            forget();
            overBudget = true;
        }
    }

    private boolean counted() {
        int now = 4 * (promptIds.length + ids.length) + text.length;
        boolean fits = memory.grow(kept, now);
        kept = fits ? now : kept;
        return fits;
    }

    /** Drops what is held; to be called when the answer is over. */
    public void forget() {
        memory.giveBack(kept);
        kept = 0;
        promptIds = NO_IDS;
        ids = NO_IDS;
        text = NOTHING;
        promptKnown = false;
        idsKnown = false;
    }

    /** Forgets what was taken down of a leg that the client has seen nothing of. */
    public void restart() {
        forget();
        begun = false;
        idCount = 0;
        textLength = 0;
        contentEvents = 0;
        idsKnown = true;
        aligned = true;
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
     * Another engine goes on, and has read these ids: the original prompt and the answer so far. Where it was given text,
     * they are what counts from now on, since it may have cut that text into other tokens.
     */
    void takenUp(ResumeLevel level, int[] read) {
        if (promptTokens < 0) {
            promptTokens = Math.max(0, read.length - (long) contentEvents);
        }
        before = Math.max(0, read.length - promptTokens);
        if (level == ResumeLevel.TOKENS) {
            return;
        }
        idsKnown = promptKnown && !overBudget && before > 0 && promptIsPrefixOf(read, read.length);
        idCount = (int) before;
        aligned = true;
        if (idsKnown) {
            ids = Arrays.copyOfRange(read, promptIds.length, read.length + FIRST_IDS);
            fits();
        }
    }

    /** What the engine that goes on has said, and the client gets. */
    void continued(int[] more, String said, boolean reasoning, boolean call) {
        byte[] json = new JsonBytes().string(said).toBytes();
        generated(more, more.length == 0 && !said.isEmpty() ? -1 : more.length, !said.isEmpty(), reasoning || call);
        reasoned |= reasoning;
        toolCallBegun |= call;
        addText(json, 1, json.length - 1);
    }

    /** The usage of all legs, given what the present one counts: its prompt holds what the others generated. */
    Usage merged(Usage leg) {
        long prompt = promptTokens >= 0 ? promptTokens : Math.max(0, leg.promptTokens() - before);
        return new Usage(prompt, before + leg.completionTokens());
    }

    /** Whether these ids begin as the original prompt does; true where that is not known. */
    boolean promptIsPrefixOf(int[] other, int count) {
        return !promptKnown
                || (count >= promptIds.length
                        && Arrays.equals(promptIds, 0, promptIds.length, other, 0, promptIds.length));
    }

    /** Prompt and answer so far, as ids. */
    int[] allIds() {
        int[] all = Arrays.copyOf(promptIds, promptIds.length + idCount);
        System.arraycopy(ids, 0, all, promptIds.length, idCount);
        return all;
    }

    /** The answer's own text so far. */
    String text() {
        return JsonTexts.decoded(text, textLength);
    }

    /** Tokens behind what was sent: counted, or, where ids are not known, as many as events with content. */
    public int generated() {
        return idCount > 0 ? idCount : contentEvents;
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
        return new Progress(
                generated(),
                promptKnown && idsKnown && !overBudget,
                aligned,
                !overBudget,
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
