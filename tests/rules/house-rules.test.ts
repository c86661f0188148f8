import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findBreaches, HOUSE_RULES } from "./house-rules";

const fixtures = path.join(import.meta.dirname, "fixtures/house");
const names = HOUSE_RULES.map(({ name }) => name);

describe("house rules", () => {
  test("the project keeps them", () => {
    expect(findBreaches(process.cwd())).toEqual([]);
  });

  test("a tree that keeps them is let through", () => {
    expect(findBreaches(path.join(fixtures, "none"))).toEqual([]);
  });

  test("every rule has a fixture that breaks it", () => {
    expect(readdirSync(fixtures).sort()).toEqual(["none", ...names].sort());
  });

  test.each(names)("%s refuses each file of its fixture, and no other rule does", (name) => {
    const folder = path.join(fixtures, name);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /[.]\w+$/.test(file));
    const breaches = findBreaches(folder);
    expect(new Set(breaches.map(({ rule }) => rule))).toEqual(new Set([name]));
    expect(breaches.map(({ file }) => file).sort()).toEqual(files.sort());
  });
});
