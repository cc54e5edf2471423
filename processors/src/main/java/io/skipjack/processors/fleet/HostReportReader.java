package io.skipjack.processors.fleet;

import org.jspecify.annotations.Nullable;

/** Reads what a host agent posts, after checking that it comes from one of ours. */
public interface HostReportReader {
    /**
     * @param body as it came
     * @param time the {@code x-skipjack-time} header; null when absent
     * @param signature the {@code x-skipjack-signature} header; null when absent
     * @throws HostReportRefusedException when it is not from one of ours, or cannot be read
     */
    SignedReport read(byte[] body, @Nullable String time, @Nullable String signature) throws HostReportRefusedException;
}
