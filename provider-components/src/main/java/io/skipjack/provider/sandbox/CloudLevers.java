package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.BootTrouble;
import io.skipjack.provider.sandbox.ec2.Misbehaviour;
import io.skipjack.provider.sandbox.ec2.Refusing;
import java.util.Arrays;
import java.util.List;

/** Pulls a {@link CloudLever} at a {@link FakeEc2}, and says what it now does. */
final class CloudLevers {
    private CloudLevers() {}

    static String pull(FakeEc2 ec2, CloudLever lever) {
        Misbehaviour cloud = ec2.misbehaviour();
        int count = lever.number("count");
        return switch (lever.kind()) {
            case REFUSE -> refuse(cloud, lever);
            case DROP -> drop(cloud, lever);
            case TROUBLE -> trouble(cloud, lever);
            case PRICE -> price(ec2, lever);
            case HIDE -> {
                cloud.hideNew(Durations.parse(lever.need("time")));
                yield "New instances are not to be seen for " + lever.need("time") + ".";
            }
            case PARTIAL -> {
                cloud.limitFleets(count);
                yield "No fleet gets more than " + count + " instances.";
            }
            case CAPACITY -> {
                cloud.limitPool(lever.need("type"), lever.need("zone"), count);
                yield "In " + lever.need("zone") + " there is room for " + count + " " + lever.need("type") + ".";
            }
            case QUOTA -> {
                ec2.quota(lever.need("code"), lever.number("vcpus"));
                yield "The quota " + lever.need("code") + " is " + lever.number("vcpus") + " vCPUs.";
            }
            case IGNORE -> {
                cloud.ignoreTerminations(count);
                yield "The next " + count + " terminations are answered and not carried out.";
            }
        };
    }

    private static String drop(Misbehaviour cloud, CloudLever lever) {
        int times = Math.max(1, lever.number("times"));
        cloud.dropAnswers(lever.need("action"), times);
        return "The next answers to " + lever.need("action") + " are lost, " + times + " of them.";
    }

    private static String price(FakeEc2 ec2, CloudLever lever) {
        ec2.price(lever.need("type"), lever.get("zone"), lever.dollars("dollars"));
        return lever.need("type") + " costs $" + lever.need("dollars") + " an hour on spot in "
                + (lever.get("zone").isEmpty() ? "all zones." : lever.get("zone") + ".");
    }

    private static String trouble(Misbehaviour cloud, CloudLever lever) {
        cloud.troubleBoots(trouble(lever.need("what")), lever.number("times"));
        return "New instances boot with " + lever.need("what") + "," + often(lever);
    }

    private static String often(CloudLever lever) {
        int times = lever.number("times");
        return times == 0 ? " until restored." : " " + times + " times.";
    }

    private static String refuse(Misbehaviour cloud, CloudLever lever) {
        String code = lever.need("code");
        if (!code.matches("[A-Za-z][A-Za-z.]{2,80}")) {
            throw new SandboxException(code + " is no error code; write one such as InsufficientInstanceCapacity.");
        }
        Refusing refusing =
                new Refusing(code, lever.number("times"), lever.get("action"), lever.get("type"), lever.get("zone"));
        cloud.refuse(refusing);
        String what = refusing.action().isEmpty() ? "Launches" : refusing.action();
        return what + (refusing.type().isEmpty() ? "" : " of " + refusing.type())
                + (refusing.zone().isEmpty() ? "" : " in " + refusing.zone()) + " are refused with " + code
                + often(lever);
    }

    private static BootTrouble trouble(String word) {
        List<String> words =
                Arrays.stream(BootTrouble.values()).map(BootTrouble::word).toList();
        return Arrays.stream(BootTrouble.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new SandboxException(
                        "There is no trouble " + word + "; the nearest is " + FaultWords.nearest(word, words) + "."));
    }
}
