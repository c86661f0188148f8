import { existsSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import path from "node:path";
import { isCommand, root } from "./paths.mjs";

const PARTS = ["app", "bench", "components", "lib", "prisma", "tests", "e2e", "proxy.ts", "instrumentation.ts"];
const require = createRequire(import.meta.url);

// dependency-cruiser reads TypeScript through the compiler's JavaScript interface, which TypeScript 7 no longer has.
registerHooks({
  resolve(specifier, context, next) {
    const isForCruiser = /^typescript(\/|$)/.test(specifier) && context.parentURL?.includes("/dependency-cruiser/");
    return next(isForCruiser ? specifier.replace("typescript", "@typescript/typescript6") : specifier, context);
  },
});

/**
 * What in a tree laid out like the project breaks the import rules.
 * @param {string} baseDir
 * @returns {Promise<{ rule: string, from: string, to: string }[]>}
 */
export async function findBrokenImportRules(baseDir) {
  const { cruise } = await import("dependency-cruiser");
  const { options, ...ruleSet } = require(path.join(root, ".dependency-cruiser.cjs"));
  const parts = PARTS.filter((part) => existsSync(path.join(baseDir, part)));
  const { output } = await cruise(
    parts,
    { ...options, ruleSet, validate: true, baseDir },
    { alias: { "@": baseDir }, exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  );
  return output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

if (isCommand(import.meta.url)) {
  const broken = await findBrokenImportRules(root);
  for (const { rule, from, to } of broken) console.error(`${rule}: ${from} → ${to}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
