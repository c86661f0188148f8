import { readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { projectNode, root } from "./paths.mjs";
import { run } from "./processes.mjs";

/** @returns {{ password: string, surveyLink: string, accounts: { email: string, role: string, name: string }[] }} */
export function readDemoAccounts() {
  return JSON.parse(readFileSync(path.join(root, "prisma/seed/demo-accounts.json"), "utf8"));
}

/** @param {import("pg").Client} client */
export async function isEmptyOfPeople(client) {
  const { rows } = await client.query(`select not exists (select from "Person") as empty`);
  return rows[0].empty;
}

/** @param {import("pg").Client} client */
export async function isEmptyOfOrganisations(client) {
  const { rows } = await client.query(`select not exists (select from "Organisation") as empty`);
  return rows[0].empty;
}

/** @param {import("pg").Client} client */
export async function hasDemoPeople(client) {
  const [first] = readDemoAccounts().accounts;
  const { rows } = await client.query(`select exists (select from "Person" where email = $1) as present`, [
    first?.email,
  ]);
  return rows[0].present;
}

/**
 * Fills an empty database with the demonstration's hospital, its people and their cases.
 * @param {{ env: NodeJS.ProcessEnv, shutdown?: import("./shutdown.mjs").Shutdown }} options with DATABASE_URL in `env`
 */
export async function seedDemoData({ env, shutdown }) {
  // The condition lets the seed call the server's own modules, which are marked as such.
  const args = ["--conditions=react-server", "--import", "tsx", "prisma/seed/run.ts"];
  const { ok, output } = await run(projectNode(), args, { env, shutdown });
  if (!ok) throw new Failure("The demo data could not be made: its own words are above.", output);
}
