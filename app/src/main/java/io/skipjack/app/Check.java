package io.skipjack.app;

import java.util.List;

/** One thing {@code serve --check} looks at; every bean of this type is asked. */
@FunctionalInterface
interface Check {
    /** A sentence for each mistake, with file and line where there is one; empty when all is well. */
    List<String> problems();
}
