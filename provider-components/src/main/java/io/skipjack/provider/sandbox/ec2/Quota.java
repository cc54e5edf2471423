package io.skipjack.provider.sandbox.ec2;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The vCPU quotas that bound GPU machines, each of a region. A fresh real account has 0 of all. */
enum Quota {
    SPOT_G("L-3819A6DF", "All G and VT Spot Instance Requests", Family.G, true),
    SPOT_P("L-7212CCBC", "All P4, P3 and P2 Spot Instance Requests", Family.P, true),
    SPOT_P5("L-C4BD4855", "All P5 Spot Instance Requests", Family.P5, true),
    ON_DEMAND_G("L-DB2E81BA", "Running On-Demand G and VT instances", Family.G, false),
    ON_DEMAND_P("L-417A185B", "Running On-Demand P instances", Family.P, false);

    /** Machines that share a quota. */
    enum Family {
        G,
        P,
        P5
    }

    private final String code;
    private final String title;
    private final Family family;
    private final boolean spot;

    Quota(String code, String title, Family family, boolean spot) {
        this.code = code;
        this.title = title;
        this.family = family;
        this.spot = spot;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    /** All of them, for a sentence. */
    static String codes() {
        return Arrays.stream(values()).map(Quota::code).collect(Collectors.joining(", "));
    }

    static Optional<Quota> of(String code) {
        return Arrays.stream(values()).filter(quota -> quota.code.equals(code)).findFirst();
    }

    /** The one that bounds such machines; on demand, P5 counts among the P. */
    static Quota of(Family family, boolean spot) {
        if (!spot) {
            return family == Family.G ? ON_DEMAND_G : ON_DEMAND_P;
        }
        return Arrays.stream(values())
                .filter(quota -> quota.spot && quota.family == family)
                .findFirst()
                .orElse(SPOT_G);
    }
}
