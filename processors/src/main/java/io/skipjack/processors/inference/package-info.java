/** Thin Camel adapters of the inference path: one class per YAML ref. */
@org.jspecify.annotations.NullMarked
package io.skipjack.processors.inference;
