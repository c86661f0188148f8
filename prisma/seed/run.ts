import { parseArgs } from "node:util";
import { Client } from "pg";
import { z } from "zod";
import { fillUpTo } from "./volume";
import { loadDemoData, SeedRefused } from "./write";

const settings = z.object({
  DATABASE_URL: z.string({ error: "DATABASE_URL is not set, so there is no database to fill." }).min(1),
  HEARD_SEED_NOW: z.iso
    .datetime({ offset: true, error: "HEARD_SEED_NOW is not an instant such as 2026-11-21T09:00:00Z." })
    .optional(),
});

/**
 * `node --conditions=react-server --import tsx prisma/seed/run.ts`: loads the demo data into the empty database that DATABASE_URL names.
 * With `--cases` and a number, cases like those follow until there are so many; a database that holds the demo data already is filled up.
 */
async function run(): Promise<void> {
  const { DATABASE_URL, HEARD_SEED_NOW } = readSettings();
  const wanted = readWanted();
  if (wanted === null || (await isEmpty(DATABASE_URL))) {
    await load(DATABASE_URL, HEARD_SEED_NOW ? new Date(HEARD_SEED_NOW) : new Date());
  }
  if (wanted === null) return;
  const started = Date.now();
  const made = await fillUpTo(DATABASE_URL, wanted, (there, of, step) => {
    const cases = `${there.toLocaleString("en")} of ${of.toLocaleString("en")} cases`;
    console.log(`${cases}${step ? `, ${step}` : ""}, ${seconds(started)} s`);
  });
  console.log(`Made ${made.toLocaleString("en")} cases in ${seconds(started)} s.`);
}

function readWanted(): number | null {
  const { cases } = parseArgs({ options: { cases: { type: "string" } } }).values;
  if (cases === undefined) return null;
  if (!/^\d{1,8}$/.test(cases)) throw new SeedRefused("--cases needs a whole number, such as --cases 10000.");
  return Number(cases);
}

async function isEmpty(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query('SELECT 1 FROM "Organisation" LIMIT 1')).rowCount === 0;
  } finally {
    await client.end();
  }
}

const seconds = (since: number) => ((Date.now() - since) / 1000).toFixed(1);

async function load(connectionString: string, now: Date): Promise<void> {
  const started = Date.now();
  const data = await loadDemoData(connectionString, now);
  const counts = [
    `${data.sites.length} sites`,
    `${data.units.length} units`,
    `${data.people.length} people`,
    `${data.patients.length} patients`,
    `${data.representatives.length} representatives`,
    `${data.cases.length} cases`,
    `${data.issues.length} issues`,
    `${data.notes.length} notes`,
    `${data.contacts.length} contacts`,
    `${data.escalations.length} escalations`,
    `${data.billingDisputes.length} billing disputes`,
    `${data.requests.length} requests`,
    `${data.followUps.length} follow-ups`,
    `${data.patientPromises.length} promises`,
    `${data.letters.length} letters`,
    `${data.events.length} events`,
  ];
  console.log(`Loaded the demo data in ${seconds(started)} s: ${counts.join(", ")}.`);
}

function readSettings() {
  const result = settings.safeParse(process.env);
  if (!result.success) throw new SeedRefused(result.error.issues.map((issue) => issue.message).join(" "));
  return result.data;
}

try {
  await run();
} catch (error) {
  if (!(error instanceof SeedRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
