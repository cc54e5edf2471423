package io.skipjack.processors.admin;

import io.skipjack.domain.operator.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deployments, and changes to them, as files that a person could have edited as well. */
public interface DeploymentEditor {
    /** What is served now, by name. */
    List<Map<String, Object>> list();

    /** The YAML of a deployment as it is in its file. */
    Optional<String> text(String name);

    /**
     * Adds or replaces a deployment, once it is on record who did.
     *
     * @return what was done, for the caller to see
     * @throws RefusedEditException saying what is wrong with it
     */
    Map<String, Object> put(Caller by, String name, String yaml) throws RefusedEditException;

    /**
     * Removes a deployment, likewise; its fleet then drains and ends.
     *
     * @return false where there is none
     */
    boolean remove(Caller by, String name) throws RefusedEditException;
}
