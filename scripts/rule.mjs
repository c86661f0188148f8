import { readFileSync, writeFileSync } from "node:fs";
import { text as textOf } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { command } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { ensureGenerated } from "./generate.mjs";
import { isCommand } from "./paths.mjs";
import { createSteps } from "./steps.mjs";

const USAGE =
  "npm run rule -- <due|classify|letter|readability|spc|pareto|survey-score|suppress> [--input file] [--output file] [--format json|csv] [--calendar file.json] [--set name=value]";

/** Computes a rule of Heard on anyone's own rows, so that it can be checked from outside. docs/rules.md describes the formats. */
async function rule({ shutdown }) {
  if (process.argv.slice(2).some((word) => word === "--help" || word === "-h")) {
    console.log(`${USAGE}\ndocs/rules.md says what each rule takes and gives, with examples.`);
    return 0;
  }
  const { name, options } = readArguments();
  // Standard output belongs to the answer.
  await ensureGenerated({ step: createSteps({ stream: process.stderr }), shutdown });
  const { tsImport } = await import("tsx/esm/api");
  const { InputError, runRule } = await tsImport("./rule/run.ts", import.meta.url);
  try {
    const text = options.input === undefined ? await textOf(process.stdin) : read(options.input);
    const calendar = options.calendar === undefined ? null : read(options.calendar);
    const { results, problems } = runRule(name, text, { format: formatOf(options), calendar, set: options.set });
    const answer = `${JSON.stringify(results, null, 2)}\n`;
    // A pipe takes a long answer in parts, and the process ends after this.
    if (options.output === undefined) await new Promise((done) => process.stdout.write(answer, done));
    else write(options.output, answer);
    for (const { row, field, message } of problems) console.error(`Row ${row}${field && `, ${field}`}: ${message}`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    throw error instanceof InputError ? new Failure(error.message) : error;
  }
}

function readArguments() {
  const text = { type: /** @type {const} */ ("string") };
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { input: text, output: text, format: text, calendar: text, set: { ...text, multiple: true } },
    });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new Error("Name one rule.");
    return { name, options: { ...values, set: Object.fromEntries((values.set ?? []).map(pairOf)) } };
  } catch (error) {
    throw new Failure(`${error.message} ${USAGE}`);
  }
}

function pairOf(words) {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(words) ?? [];
  if (name === undefined) throw new Error(`--set is name=value, and is "${words}".`);
  return [name, value];
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${error.message}`);
  }
}

function write(file, answer) {
  try {
    writeFileSync(file, answer);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${error.message}`);
  }
}

function formatOf({ format, input }) {
  if (format === undefined) return /[.](csv|json)$/i.exec(input ?? "")?.[1]?.toLowerCase() ?? null;
  if (format === "json" || format === "csv") return format;
  throw new Failure(`--format is json or csv, and is "${format}".`);
}

if (isCommand(import.meta.url)) await command(rule);
