import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findMissingPackages } from "@/scripts/complete-lock.mjs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));

test("package-lock.json holds the packages of every kind of machine, as npm ci wants (npm run lock adds them)", () => {
  expect(findMissingPackages(lock)).toEqual({});
});

test("a package that was left out is found", () => {
  const { "node_modules/@next/swc-darwin-arm64": _left, ...packages } = lock.packages;
  expect(findMissingPackages({ packages })).toEqual({
    "node_modules/@next/swc-darwin-arm64": expect.objectContaining({ os: ["darwin"], cpu: ["arm64"], optional: true }),
  });
});
