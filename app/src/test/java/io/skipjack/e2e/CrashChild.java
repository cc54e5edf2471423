package io.skipjack.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.skipjack.processors.fleet.FleetStep;
import java.net.URI;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** A process that launches what is missing and crashes at the place that its arguments name: folder, EC2, epoch, place. */
final class CrashChild {
    private CrashChild() {}

    public static void main(String[] arguments) throws Exception {
        // what the AWS SDK says while debugging takes longer than the launch
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Path folder = Path.of(arguments[0]);
        CrashPoints points = new CrashPoints(Integer.parseInt(arguments[3]), folder.resolve("crashed-at"));
        try (Ec2Relay relay = new Ec2Relay(URI.create(arguments[1]), points::pass);
                CrashStage stage = new CrashStage(folder, relay.uri(), Long.parseLong(arguments[2]), points::around)) {
            for (FleetStep step : stage.plan()) {
                stage.launch(step);
            }
        }
    }
}
