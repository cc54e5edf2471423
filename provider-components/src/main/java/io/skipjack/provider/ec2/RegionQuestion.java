package io.skipjack.provider.ec2;

import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One question put to several regions at once: one that is down neither delays nor hides the others. Asked every few
 * seconds, so a region's trouble is logged when it begins, changes and ends, not each time.
 */
final class RegionQuestion {
    private static final Logger LOG = LoggerFactory.getLogger(RegionQuestion.class);

    private final String trying;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    /** @param trying begins the message of a failure, such as {@code listing instances on ec2} */
    RegionQuestion(String trying) {
        this.trying = trying;
    }

    /**
     * @return of the regions that answered
     * @throws ProviderUnavailableException when none answered, though one was asked
     */
    <T> Map<String, T> ask(Set<String> regions, Function<String, T> question) throws ProviderUnavailableException {
        Map<String, T> answers = new LinkedHashMap<>();
        ProviderUnavailableException last = null;
        // long lists of instances take a while to read: not on the carriers that requests share
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("region-", 0).daemon().factory())) {
            Map<String, Future<T>> asked = new LinkedHashMap<>();
            regions.forEach(region -> asked.put(region, threads.submit(() -> question.apply(region))));
            for (Map.Entry<String, Future<T>> one : asked.entrySet()) {
                try {
                    answers.put(one.getKey(), one.getValue().get());
                    note(one.getKey(), null);
                } catch (ExecutionException failure) {
                    last = unavailable(one.getKey(), failure);
                    note(one.getKey(), last.getMessage());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException(trying + ", the router is stopping", stopped);
        }
        if (answers.isEmpty() && last != null) {
            throw last;
        }
        return Map.copyOf(answers);
    }

    private void note(String region, @Nullable String trouble) {
        String before = trouble == null ? troubles.remove(region) : troubles.put(region, trouble);
        if (trouble != null && !Objects.equals(before, trouble)) {
            LOG.warn("{}", trouble);
        } else if (trouble == null && before != null) {
            LOG.info("{}/{} is answered again", trying, region);
        }
    }

    private ProviderUnavailableException unavailable(String region, ExecutionException failure) {
        if (failure.getCause() instanceof SdkException known) {
            return Ec2Refusals.unavailable(trying + "/" + region, known);
        }
        if (failure.getCause() instanceof RuntimeException mistake) {
            throw mistake;
        }
        throw new IllegalStateException(failure);
    }
}
