package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.time.Duration;

/**
 * A pretend EC2.
 *
 * @param cloud how it behaves when nothing is broken
 * @param engine pace and answers of the engines on its instances; their model, key and address come with the instance
 * @param port on 127.0.0.1; 0 (default) takes a free one
 * @param clock by which it launches, boots, ends and bills; default {@link PretendClock#REAL}
 */
public record Ec2Settings(CloudSettings cloud, EngineSettings engine, int port, PretendClock clock) {

    public static Ec2Settings defaults() {
        return new Ec2Settings(CloudSettings.defaults(), EngineSettings.defaults(), 0, PretendClock.REAL);
    }

    /** Instances whose engine answers so long after their launch. */
    public static Ec2Settings booting(Duration delay) {
        return defaults().with(CloudSettings.defaults().booting(delay));
    }

    public Ec2Settings with(CloudSettings newCloud) {
        return new Ec2Settings(newCloud, engine, port, clock);
    }

    public Ec2Settings with(EngineSettings newEngine) {
        return new Ec2Settings(cloud, newEngine, port, clock);
    }

    public Ec2Settings onPort(int newPort) {
        return new Ec2Settings(cloud, engine, newPort, clock);
    }
}
