/** The steps of the control loops: decide, launch, watch, drain and sweep the spot fleets. Thin; the rules are in domain. */
@org.jspecify.annotations.NullMarked
package io.skipjack.processors.fleet;
