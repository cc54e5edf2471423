package io.skipjack.provider.sandbox.ec2;

/** What stands behind the instances. Called with the cloud's lock held, so neither method may wait. */
public interface Machines {
    /** No machines: for tests of the cloud alone. */
    Machines NONE = new Machines() {
        @Override
        public void boot(Machine machine) {}

        @Override
        public void halt(String id) {}
    };

    void boot(Machine machine);

    /** It is on its way out: whatever runs on it is gone. */
    void halt(String id);
}
