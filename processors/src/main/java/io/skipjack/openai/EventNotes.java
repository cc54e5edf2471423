package io.skipjack.openai;

import java.util.Arrays;

/**
 * Where, in the data of the event last inspected, stands what resuming an answer needs: token ids, text, the answer's
 * identity. Offsets into the array that was inspected; valid until the next event. One for each stream, so that an event
 * allocates nothing.
 */
final class EventNotes {
    /** An event has token ids at three places at most: its top level, and twice in its one choice. */
    private static final int MOST_CUTS = 8;

    byte[] data = {};
    int textFrom;
    int textTo;
    int idFrom;
    int idTo;
    int createdFrom;
    int createdTo;
    int modelFrom;
    int modelTo;
    boolean reasoning;
    boolean toolCall;
    boolean logprobs;

    int[] ids = new int[4];
    int idCount;
    int[] promptIds = {};
    int promptIdCount;

    final int[] cuts = new int[2 * MOST_CUTS];
    int cutCount;

    void reset(byte[] bytes) {
        data = bytes;
        textFrom = 0;
        textTo = 0;
        idTo = 0;
        createdTo = 0;
        modelTo = 0;
        reasoning = false;
        toolCall = false;
        logprobs = false;
        idCount = -1;
        promptIdCount = -1;
        cutCount = 0;
    }

    /** A member, its comma included, that is there only because the router asked for it. */
    void cut(int from, int to) {
        if (cutCount < MOST_CUTS) {
            cuts[2 * cutCount] = from;
            cuts[2 * cutCount + 1] = to;
            cutCount++;
        }
    }

    void addId(int id) {
        if (idCount == ids.length) {
            ids = Arrays.copyOf(ids, 2 * idCount);
        }
        ids[idCount++] = id;
    }

    void addPromptId(int id) {
        if (promptIdCount == promptIds.length) {
            promptIds = Arrays.copyOf(promptIds, Math.max(64, 2 * promptIdCount));
        }
        promptIds[promptIdCount++] = id;
    }
}
