package io.skipjack.provider.baseten;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An uncompressed tar (POSIX ustar) of one file, which is all that a Truss without code of its own consists of. */
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int TIME = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;

    private TarArchive() {}

    /** @param name ASCII, up to 100 characters */
    static byte[] of(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        int blocks = Math.ceilDiv(content.length, BLOCK);
        // a header, the content, and two empty blocks at the end
        ByteBuffer tar = ByteBuffer.allocate((1 + blocks + 2) * BLOCK);
        put(tar, 0, name);
        put(tar, MODE, "0000644\0" + "0000000\0" + "0000000\0");
        put(tar, SIZE, "%011o\0".formatted(content.length));
        put(tar, TIME, "%011o\0".formatted(0));
        put(tar, CHECKSUM, "        ");
        put(tar, TYPE, "0");
        put(tar, MAGIC, "ustar\0" + "00");
        put(tar, CHECKSUM, "%06o\0 ".formatted(checksum(tar.array())));
        tar.put(BLOCK, content);
        return tar.array();
    }

    private static void put(ByteBuffer tar, int at, String text) {
        tar.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static int checksum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += header[i] & 0xff;
        }
        return sum;
    }
}
