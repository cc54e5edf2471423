/**
 * Serverless endpoints on Modal. Modal is deployed to by its own Python tool alone: its gRPC API is public and "no support or
 * compatibility guarantees" come with it (modal-client, modal_proto/api.proto), so we write the app's Python file and run
 * {@code modal} as a child process. Commands and the shape of their JSON are those of modal-client's {@code py/modal/cli}.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.modal;
