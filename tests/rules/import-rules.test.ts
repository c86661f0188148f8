import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findBrokenImportRules } from "@/scripts/import-rules.mjs";

const fixtures = path.join(import.meta.dirname, "fixtures/imports");
const config = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as Record<
  "forbidden" | "required",
  { name: string }[]
>;
const names = [...config.forbidden, ...config.required].map(({ name }) => name);

describe("import rules", () => {
  test("every rule has a fixture that breaks it", () => {
    expect(readdirSync(fixtures).sort()).toEqual(["none", ...names].sort());
  });

  test("a tree that keeps them is let through", async () => {
    expect(await findBrokenImportRules(path.join(fixtures, "none"))).toEqual([]);
  });

  test.each(names)("%s refuses its fixture, and no other rule does", async (name) => {
    const broken = await findBrokenImportRules(path.join(fixtures, name));
    expect(new Set(broken.map(({ rule }) => rule))).toEqual(new Set([name]));
  });
});
