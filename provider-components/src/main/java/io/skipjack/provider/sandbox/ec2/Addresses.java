package io.skipjack.provider.sandbox.ec2;

/**
 * Gives each instance a loopback address of its own, 127.A.B.C. Where A and B begin is a matter of chance, so that two
 * sandboxes on one machine do not meet. Guarded by the cloud's lock.
 */
final class Addresses {
    private static final int PER_BLOCK = 254;

    private final int first;
    private int given;

    /** @param chance any number; 0 begins at 127.1.0.1 */
    Addresses(int chance) {
        this.first = Math.floorMod(chance, PER_BLOCK * 256);
    }

    String next() {
        int block = (first + given / PER_BLOCK) % (PER_BLOCK * 256);
        String address = "127." + (1 + block / 256) + "." + block % 256 + "." + (1 + given % PER_BLOCK);
        given++;
        return address;
    }
}
