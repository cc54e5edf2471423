package io.skipjack.processors.fleet;

import io.skipjack.domain.scaling.LoadSample;
import java.util.Map;

/** The load this router sees, by deployment. */
public interface LoadGauge {
    Map<String, LoadSample> loads();
}
