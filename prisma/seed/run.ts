import { z } from "zod";
import { loadDemoData, SeedRefused } from "./write";

const settings = z.object({
  DATABASE_URL: z.string({ error: "DATABASE_URL is not set, so there is no database to fill." }).min(1),
  HEARD_SEED_NOW: z.iso
    .datetime({ offset: true, error: "HEARD_SEED_NOW is not an instant such as 2026-11-21T09:00:00Z." })
    .optional(),
});

/** `node --import tsx prisma/seed/run.ts`: loads the demo data into the empty database that DATABASE_URL names. */
async function run(): Promise<void> {
  const { DATABASE_URL, HEARD_SEED_NOW } = readSettings();
  const started = Date.now();
  const data = await loadDemoData(DATABASE_URL, HEARD_SEED_NOW ? new Date(HEARD_SEED_NOW) : new Date());
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
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`Loaded the demo data in ${seconds} s: ${counts.join(", ")}.`);
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
