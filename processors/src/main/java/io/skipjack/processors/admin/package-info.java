/** Thin Camel adapters of the admin API on the operators' port: one class per YAML ref. */
@org.jspecify.annotations.NullMarked
package io.skipjack.processors.admin;
