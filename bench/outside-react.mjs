import { registerHooks } from "node:module";

const empty = new URL("../tests/support/empty.ts", import.meta.url).href;

// The package refuses to load outside a React server, where a benchmark runs.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "server-only" ? { url: empty, shortCircuit: true } : next(specifier, context),
});
