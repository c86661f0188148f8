import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { compressStatic } from "@/scripts/compress-static.mjs";

test("each script and style sheet of a build has itself beside it, compressed", async () => {
  const distDir = mkdtempSync(path.join(tmpdir(), "heard-static-"));
  onTestFinished(() => rmSync(distDir, { recursive: true, force: true }));
  const chunks = path.join(distDir, "static/chunks");
  mkdirSync(chunks, { recursive: true });
  const script = "export const heard = 'heard'; ".repeat(100);
  writeFileSync(path.join(chunks, "one.js"), script);
  writeFileSync(path.join(chunks, "two.css"), "p { color: inherit }");
  writeFileSync(path.join(chunks, "one.js.map"), "{}");
  await compressStatic(distDir);
  expect(readdirSync(chunks).sort()).toEqual(["one.js", "one.js.br", "one.js.map", "two.css", "two.css.br"]);
  const compressed = readFileSync(path.join(chunks, "one.js.br"));
  expect(compressed.length).toBeLessThan(script.length / 10);
  expect(brotliDecompressSync(compressed).toString()).toBe(script);
});
