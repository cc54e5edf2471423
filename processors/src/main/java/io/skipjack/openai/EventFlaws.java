package io.skipjack.openai;

/** What makes an event the end of its leg. */
public final class EventFlaws {
    private EventFlaws() {}

    /**
     * @param flags of {@link EventInspector}
     * @param whole whether the answer was whole by then
     * @return empty for a sound event
     */
    public static String of(int flags, boolean whole) {
        if ((flags & EventInspector.ERROR) != 0) {
            return "the engine reported an error";
        }
        if ((flags & EventInspector.ABORT) != 0) {
            return "the engine gave up";
        }
        if ((flags & EventInspector.MALFORMED) != 0) {
            return "an event is malformed";
        }
        return (flags & EventInspector.DONE) != 0 && !whole ? "[DONE] without a finish reason" : "";
    }
}
