package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;

/** Requests that come and leave, for tests of what is measured of them. */
public record AdmissionTraffic(Admission admission) {
    public void come(Deployment deployment, int requests) {
        for (int i = 0; i < requests; i++) {
            admission.tryEnter(deployment);
        }
    }

    public void leave(Deployment deployment, int requests) {
        for (int i = 0; i < requests; i++) {
            admission.leave(deployment);
        }
    }
}
