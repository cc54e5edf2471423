package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.provider.sandbox.SandboxConsole.Answer;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The sandbox with its EC2, through the control port, as another process meets it. */
class SandboxCloudIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.ofCloud(Duration.ofMillis(100)));
    private final SandboxClient client = new SandboxClient(sandbox.controlUri());
    private final SandboxConsole console = new SandboxConsole(client);
    private Ec2Client ec2;
    private String id = "";

    @BeforeEach
    void launch() {
        ec2 = Ec2Stage.client(
                Ec2Client.builder(),
                client.routerKeys().keys().get("skipjack.ec2.endpoint"),
                "us-east-1",
                CloudSettings.defaults());
        Instance instance = ec2.runInstances(
                        Ec2Stage.spot(Ec2Stage.userData("")).build())
                .instances()
                .getFirst();
        id = instance.instanceId();
        await().atMost(SOON).until(() -> sandbox.ec2().phase(id).equals("ready"));
    }

    @AfterEach
    void stop() {
        ec2.close();
        client.close();
        sandbox.close();
    }

    @Test
    void tellsARouterHowToUseIt() {
        RouterKeys keys = client.routerKeys();

        assertThat(keys.keys())
                .containsEntry("skipjack.ec2.endpoint", sandbox.ec2().uri().toString())
                .containsEntry("skipjack.ec2.engine-key", "ssm:/skipjack/engine-key");
        assertThat(keys.serverless()).isEqualTo(sandbox.serverless().baseUri());
        assertThat(keys.serverlessKey()).isEqualTo("sandbox-serverless-key");
        assertThat(keys.model()).isEqualTo("Qwen/Qwen3-0.6B");
    }

    @Test
    void itsBooksComeThroughThePort() {
        Book book = client.instances().getFirst();

        assertThat(book.id()).isEqualTo(id);
        assertThat(book.replica()).isEqualTo("rack-1");
        assertThat(book.owner()).isEqualTo("me");
        assertThat(book.zone()).isEqualTo("us-east-1a");
        assertThat(book.billed()).isPositive();
        assertThat(book.tags()).isEqualTo(sandbox.instances().getFirst().tags());
        assertThat(console.run("instances").text()).contains(id, "g6.xlarge", "rack-1", "spot");
    }

    @Test
    void instancesAreAmongTheEngines() {
        assertThat(client.status()).extracting(SandboxStatus::id).containsExactly(Sandbox.SERVERLESS, id);
        SandboxStatus status = client.status().getLast();
        assertThat(status.state()).isEqualTo("ready");
        assertThat(status.tier()).isEqualTo(Tier.SPOT);
        assertThat(status.baseUri())
                .isEqualTo(URI.create("http://" + client.instances().getFirst().address() + ":8000/v1"));
    }

    @Test
    void engineLeversTakeInstancesAndReplicas() {
        assertThat(console.run("slow rack-1 10").text()).isEqualTo("rack-1 is 10 times slower.");
        assertThat(sandbox.engine("rack-1").slowdown()).isEqualTo(10);
        assertThat(console.run("fault " + id + " status 500").ok()).isTrue();
        assertThat(sandbox.engine(id).faults()).containsExactly(Fault.status(500));
        assertThat(console.run("clear rack-1").ok()).isTrue();
        assertThat(console.run("kill rack-1").ok()).isTrue();
        assertThat(client.status().getLast().state()).isEqualTo("dead");
        assertThat(console.run("restore rack-1").text()).isEqualTo("rack-1 is being restored.");
        assertThat(client.status().getLast())
                .satisfies(each -> assertThat(each.state()).isEqualTo("ready"))
                .satisfies(each -> assertThat(each.slowdown()).isEqualTo(1));
    }

    @Test
    void interruptsWithAndWithoutNotice() {
        assertThat(console.run("interrupt rack-1 --notice 100s --said never").text())
                .isEqualTo("rack-1 takes nothing new and ends in 100.0 s.");
        assertThat(client.instances().getFirst().isLive()).isTrue();
        assertThat(console.run("interrupt rack-1 --notice none").text()).isEqualTo("rack-1 is gone, without a word.");
        assertThat(client.instances().getFirst().reason()).isEqualTo("Server.SpotInstanceTermination");
        assertThat(console.run("interrupt rack-1").text()).isEqualTo("There is no living instance rack-1.");
    }

    @Test
    void cloudLeversWorkFromAnotherProcess() {
        assertThat(console.run("refuse VcpuLimitExceeded --zone us-east-1a --times 2")
                        .text())
                .isEqualTo("Launches in us-east-1a are refused with VcpuLimitExceeded 2 times.");
        assertThatThrownBy(() -> ec2.runInstances(Ec2Stage.spot("").build()))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("vCPU");
        assertThat(console.run("price g6.xlarge 0.5 --zone us-east-1b").text())
                .isEqualTo("g6.xlarge costs $0.5 an hour on spot in us-east-1b.");
        assertThat(console.run("drop CreateFleet").ok()).isTrue();
        assertThat(console.run("hide 1s").ok()).isTrue();
        assertThat(console.run("partial 2").ok()).isTrue();
        assertThat(console.run("capacity g6.xlarge us-east-1a 1").ok()).isTrue();
        assertThat(console.run("quota L-3819A6DF 4").ok()).isTrue();
        assertThat(console.run("ignore 1").ok()).isTrue();
        assertThat(console.run("trouble hf-401").ok()).isTrue();
        assertThat(console.run("rebalance rack-1").ok()).isTrue();
        assertThat(console.run("restore").text()).isEqualTo("The cloud behaves well again, at list prices.");
        assertThat(ec2.runInstances(Ec2Stage.spot("").build()).instances()).hasSize(1);
    }

    @Test
    void saysWhatIsWrongInOneSentence() {
        assertThat(console.run("refues X"))
                .isEqualTo(new Answer(false, "There is no command refues; the nearest is refuse."));
        assertThat(console.run("refuse"))
                .isEqualTo(new Answer(false, "This needs a code; type help for the commands."));
        assertThat(console.run("refuse X --zon us-east-1a"))
                .isEqualTo(new Answer(false, "There is no option --zon here; the nearest is --zone."));
        assertThat(console.run("price g6.large 1").text()).startsWith("There is no instance type g6.large; there are ");
        assertThat(console.run("price p4de.24xlarge 1 --zone us-east-1a").text())
                .isEqualTo("p4de.24xlarge is not sold in us-east-1a.");
        assertThat(console.run("price g6.xlarge cheap").text())
                .isEqualTo("cheap is no price; write dollars per hour, such as 0.25.");
        assertThat(console.run("trouble hf").text()).isEqualTo("There is no trouble hf; the nearest is hf-401.");
        assertThat(console.run("kill rack-7").text())
                .isEqualTo("There is no engine rack-7 in the sandbox, only serverless, " + id + ".");
        assertThatThrownBy(() -> client.pull(new CloudLever(CloudLever.Kind.PARTIAL, Map.of("count", "many"))))
                .hasMessage("many is no number; count takes 0, 1, 2 and so on.");
    }

    @Test
    void withoutAnEc2ItSaysSo() {
        try (Sandbox plain = Sandbox.start(SandboxSettings.defaults())) {
            assertThat(new SandboxConsole(plain).run("refuse X").text())
                    .isEqualTo("This sandbox has no EC2; start one with: skipjack sandbox serve.");
            assertThat(plain.instances()).isEmpty();
        }
    }
}
