package io.skipjack.provider.sandbox.ec2;

import java.time.Instant;

/** One call in the Query protocol. */
record Call(String action, String region, Form form, Instant at) {
    /** Throws what EC2 answers to a dry run that would have worked. */
    void endDryRun() {
        if (form.flag("DryRun")) {
            throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }
    }
}
