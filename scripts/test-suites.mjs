import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { projectNode } from "./paths.mjs";
import { run } from "./processes.mjs";

export const TEST_DIST_DIR = ".next-test";

/**
 * What a suite came to; its output is shown where something failed, and then once more what failed, and what
 * passed only at a second try, in few words.
 * @typedef {{ passed: number, failed: number, skipped: number, output: string, failures: string[] }} SuiteResult
 * @typedef {{ env: NodeJS.ProcessEnv, folder: string, shutdown: import("./shutdown.mjs").Shutdown }} SuiteContext
 */

/**
 * The checks that read the code without running it, each a list of commands that must all succeed. Those of a group run beside each
 * other: the last two take one processor each.
 */
export const CHECKS = [
  [{ name: "Format and lint", commands: [["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]] }],
  [
    {
      name: "Types",
      commands: [
        ["next/dist/bin/next", "typegen"],
        ["typescript/bin/tsc", "--noEmit"],
      ],
    },
  ],
  [
    { name: "Import rules", commands: [["../scripts/import-rules.mjs"]] },
    { name: "Dead code", commands: [["knip/bin/knip.js", "--no-progress"]] },
  ],
];

/**
 * @param {string[][]} commands
 * @param {SuiteContext} context
 * @returns {Promise<SuiteResult>}
 */
export async function runCheck(commands, { env, shutdown }) {
  let printed = "";
  for (const [script, ...args] of commands) {
    const { ok, output } = await run(projectNode(), [path.join("node_modules", script), ...args], { env, shutdown });
    printed += output;
    if (!ok) return { passed: 0, failed: 1, skipped: 0, output: printed, failures: [lastLines(output)] };
  }
  return { passed: 1, failed: 0, skipped: 0, output: printed, failures: [] };
}

/**
 * @param {string} project what the names of some in vitest.config.ts begin with
 * @param {SuiteContext} context
 * @returns {Promise<SuiteResult>}
 */
export async function runVitest(project, { env, folder, shutdown }) {
  const report = path.join(folder, `vitest-${project}.json`);
  const args = ["node_modules/vitest/vitest.mjs", "run", "--project", `${project}*`, "--allowOnly=false"];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { ok, output } = await run(projectNode(), [...args, ...reporters], { env, shutdown });
  const read = readReport(report);
  return settle({ ok, output, counts: countVitest(read), failures: vitestFailures(read) });
}

/**
 * @param {SuiteContext} context
 * @returns {Promise<SuiteResult>}
 */
export async function runPlaywright({ env, folder, shutdown }) {
  const report = path.join(folder, "playwright.json");
  const { ok, output } = await run(
    projectNode(),
    ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
    { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, shutdown },
  );
  const seen = ok ? "" : whatPagesShowed(env.HEARD_TEST_OUTPUT);
  const read = readReport(report);
  const failures = (read?.suites ?? []).flatMap(playwrightFailures);
  return settle({ ok, output: `${output}${seen}`, counts: countPlaywright(read), failures });
}

const MOST_SHOWN = 8_000;

/** The pages on which tests failed, as a screen reader meets them: whoever reads the log has nothing else of them. */
function whatPagesShowed(folder) {
  if (!folder || !existsSync(folder)) return "";
  const pages = readdirSync(folder)
    .map((name) => path.join(name, "error-context.md"))
    .filter((page) => existsSync(path.join(folder, page)));
  return pages
    .map((page) => `\n${page}\n${readFileSync(path.join(folder, page), "utf8").slice(0, MOST_SHOWN)}\n`)
    .join("");
}

/** A run that says it failed, or in which nothing ran, counts as a failure whatever its report says. */
function settle({ ok, output, counts: { passed, failed, skipped }, failures }) {
  if (failed > 0 || (ok && passed > 0)) return { passed, failed, skipped, output, failures };
  const reason = ok ? "No test ran.\n" : "";
  return { passed, failed: 1, skipped, output: `${output}${reason}`, failures: [lastLines(`${output}${reason}`)] };
}

const FEW_LINES = 25;
const TESTS_PER_SECOND_TRY = 200;

function firstLines(text) {
  return linesOf(text).slice(0, FEW_LINES).join("\n");
}

function lastLines(text) {
  return linesOf(text).slice(-FEW_LINES).join("\n");
}

function linesOf(text) {
  return stripVTControlCharacters(text.trim()).split("\n");
}

function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const where = path.relative(process.cwd(), file.name);
    if (file.status === "failed" && file.assertionResults.length === 0)
      return [`${where}\n${firstLines(file.message)}`];
    return file.assertionResults
      .filter(({ status }) => status === "failed")
      .map((test) => `${where} > ${test.fullName}\n${firstLines(test.failureMessages.join("\n"))}`);
  });
}

function playwrightFailures(suite) {
  const own = (suite.specs ?? [])
    .filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"))
    .map((spec) => {
      const errors = spec.tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      const words = errors.map(({ message }) => message).join("\n");
      const title = spec.ok ? `${spec.title} (passed at the second try)` : spec.title;
      return `${spec.file}:${spec.line} > ${title}\n${firstLines(words)}`;
    });
  return [...own, ...(suite.suites ?? []).flatMap(playwrightFailures)];
}

function countVitest(report) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
  const unloadable = files.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return {
    passed: count("passed"),
    failed: count("failed") + unloadable,
    skipped: count("pending", "skipped", "todo", "disabled"),
  };
}

function countPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  // A busy moment in every so many tests is forgiven, and named; more of them are a fault (decision 0042).
  const isForgiven = flaky <= Math.ceil((expected + unexpected + flaky) / TESTS_PER_SECOND_TRY);
  return { passed: expected + (isForgiven ? flaky : 0), failed: unexpected + (isForgiven ? 0 : flaky), skipped };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
