package io.skipjack.app.admin;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.deployments.DeploymentEdits;
import io.skipjack.app.operators.UpstreamStates;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Change;
import io.skipjack.processors.admin.DeploymentEditor;
import io.skipjack.processors.admin.RefusedEditException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The deployment files, for the admin API.
 *
 * @param edits of the files
 * @param audit who changed what
 * @param catalog what is served
 * @param upstreams how
 */
record EditedDeployments(DeploymentEdits edits, Audit audit, DeploymentCatalog catalog, UpstreamStates upstreams)
        implements DeploymentEditor {
    private static final int WRONG = 400;

    @Override
    public List<Map<String, Object>> list() {
        return catalog.current().stream()
                .map(deployment -> {
                    Map<String, Object> map = new DeploymentView(deployment, upstreams).map();
                    map.put("launched", deployment.fleet() != null);
                    return map;
                })
                .toList();
    }

    @Override
    public Optional<String> text(String name) {
        return edits.text(name);
    }

    @Override
    public Map<String, Object> put(Caller by, String name, String yaml) throws RefusedEditException {
        try {
            DeploymentEdits.Written written =
                    edits.put(name, yaml, before -> audit.before(by, new Change(verb(before), name, before, yaml)));
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", name);
            map.put("file", String.valueOf(written.file().getFileName()));
            map.put("created", written.isNew());
            return map;
        } catch (ConfigException mistake) {
            throw new RefusedEditException(WRONG, String.valueOf(mistake.getMessage()));
        }
    }

    private static String verb(@Nullable String before) {
        return before == null ? "deployment.created" : "deployment.changed";
    }

    @Override
    public boolean remove(Caller by, String name) throws RefusedEditException {
        try {
            return edits.remove(name, before -> audit.before(by, new Change("deployment.removed", name, before, null)));
        } catch (ConfigException failure) {
            throw new RefusedEditException(WRONG, String.valueOf(failure.getMessage()));
        }
    }
}
