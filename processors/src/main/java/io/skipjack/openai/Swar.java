package io.skipjack.openai;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes looked at in one step, as a little-endian long.
 *
 * <p>The tests mark matching bytes by their high bit. A byte above a match may be marked wrongly (the subtraction
 * borrows), never one below it: "none marked" and "the first marked" are exact, and only these two are used.
 */
final class Swar {
    static final int WIDTH = Long.BYTES;
    static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Swar() {}

    static long load(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Marks the bytes equal to {@code value}, which is below 0x80. */
    static long equalTo(long word, int value) {
        long x = word ^ (ONES * value);
        return (x - ONES) & ~x & HIGH_BITS;
    }

    /** Marks the bytes below {@code limit}, which is at most 0x80. */
    static long below(long word, int limit) {
        return (word - ONES * limit) & ~word & HIGH_BITS;
    }

    /** Index 0 to 7 of the first marked byte; 8 when none is. */
    static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
