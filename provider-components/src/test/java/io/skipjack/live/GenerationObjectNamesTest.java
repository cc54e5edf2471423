package io.skipjack.live;

import static io.skipjack.live.LiveBench.steps;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationObjectNamesTest {
    @TempDir
    Path folder;

    @Test
    void showsStepsOfARouteThatWasEdited() throws Exception {
        String step = "- process: { id: choose, ref: choose }";
        try (LiveBench bench = new LiveBench(folder).bean("choose", e -> {})) {
            bench.context.getManagementStrategy().setManagementObjectNameStrategy(new GenerationObjectNames());
            bench.route("spot", steps("spot", step)).start();
            assertThat(shown(bench)).containsExactly("\"spot@1/choose\"");

            bench.edit("spot", steps("spot", step + "\n- stop: { id: end }"));
            bench.awaitDrained();

            assertThat(shown(bench)).containsExactlyInAnyOrder("\"spot@2/choose\"", "\"spot@2/end\"");
        }
    }

    private static Set<String> shown(LiveBench bench) throws MalformedObjectNameException {
        ObjectName pattern = new ObjectName(
                "org.apache.camel:context=%s,type=processors,*".formatted(bench.context.getManagementName()));
        return ManagementFactory.getPlatformMBeanServer().queryNames(pattern, null).stream()
                .map(name -> name.getKeyProperty("name"))
                .collect(Collectors.toSet());
    }
}
