package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.provider.ProviderUnavailableException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts EC2's errors into words for operators, with what to do about them. */
final class Ec2Refusals {
    private static final int LONGEST = 300;

    private Ec2Refusals() {}

    /** @param example an offer of the launch, to name the quota by; also the one refused unless the whole launch is */
    static Refusal of(SdkException failure, Offer example, boolean wholeLaunch) {
        return of(Trouble.code(failure), words(failure), example, wholeLaunch);
    }

    static Refusal of(String code, String words, Offer example, boolean wholeLaunch) {
        Trouble trouble = Trouble.of(code, 0);
        Refusal.Kind kind = switch (trouble) {
            // in a fleet's answer, what passes is one pool's trouble
            case CAPACITY, PASSING, NO_TEMPLATE -> Refusal.Kind.CAPACITY;
            case QUOTA -> Refusal.Kind.QUOTA;
            case USED_TOKEN, GONE, FATAL -> Refusal.Kind.FATAL;
        };
        String step = kind == Refusal.Kind.QUOTA
                ? VcpuQuota.of(example.shape(), example.capacityType()).nextStep(example.region())
                : Ec2Advice.on(code, example.region());
        return new Refusal(wholeLaunch ? null : example, kind, code, sentence(words, step));
    }

    /** What is not known to be done or refused: a chain of what was tried and why it failed, as for logs. */
    static ProviderUnavailableException unavailable(String trying, SdkException failure) {
        String code = Trouble.code(failure);
        String step = Ec2Advice.on(code, "");
        return new ProviderUnavailableException(
                "%s, %s: %s".formatted(trying, code, sentence(words(failure), step)), failure);
    }

    static boolean isFinal(SdkException failure) {
        return switch (Trouble.of(failure)) {
            case CAPACITY, QUOTA, FATAL -> true;
            case USED_TOKEN, NO_TEMPLATE, GONE, PASSING -> false;
        };
    }

    /** EC2's own words, without the kilobyte of encoded policy that comes with a denial. */
    static String words(SdkException failure) {
        String words = failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorMessage()
                : failure.getMessage();
        return cut(words == null ? "" : words);
    }

    static String cut(String words) {
        String shortened = words.replaceFirst("(?s) ?Encoded authorization failure message.*", "")
                .replaceAll("\\s+", " ")
                .strip();
        return shortened.length() > LONGEST ? shortened.substring(0, LONGEST) + "..." : shortened;
    }

    private static String sentence(String words, String step) {
        String shortened = cut(words).replaceFirst("[.;]$", "");
        if (step.isEmpty()) {
            return shortened;
        }
        return shortened.isEmpty() ? step : shortened + "; " + step;
    }
}
