package io.skipjack.openai;

/** What the {@code type} of an event says, in the formats that name their events. */
final class EventTypes {
    private static final byte[] ERROR = Ascii.bytes("error");
    private static final byte[] DELTA = Ascii.bytes(".delta");
    private static final byte[] BLOCK_DELTA = Ascii.bytes("content_block_delta");
    private static final byte[] MESSAGE_STOP = Ascii.bytes("message_stop");
    private static final byte[] COMPLETED = Ascii.bytes("response.completed");
    private static final byte[] INCOMPLETE = Ascii.bytes("response.incomplete");
    private static final byte[] FAILED = Ascii.bytes("response.failed");
    private static final byte[] CANCELLED = Ascii.bytes("response.cancelled");
    private static final byte[] TRANSCRIPT_DONE = Ascii.bytes("transcript.text.done");
    private static final byte[] SPEECH_DONE = Ascii.bytes("speech.audio.done");

    private EventTypes() {}

    /** The flags of {@link EventInspector} for the string just read. The common ones come first. */
    static int flags(JsonCursor type) {
        if (type.is(BLOCK_DELTA) || type.endsWith(DELTA)) {
            return EventInspector.CONTENT;
        }
        if (type.is(MESSAGE_STOP)) {
            return EventInspector.DONE;
        }
        if (type.is(COMPLETED) || type.is(INCOMPLETE) || type.is(TRANSCRIPT_DONE) || type.is(SPEECH_DONE)) {
            return EventInspector.FINISH | EventInspector.DONE;
        }
        if (type.is(ERROR) || type.is(FAILED)) {
            return EventInspector.ERROR;
        }
        return type.is(CANCELLED) ? EventInspector.ABORT : 0;
    }
}
