import { PrismaPg } from "@prisma/adapter-pg";
import { REPORTS_MAX, REPORTS_SESSION, SESSION, systemDb } from "@/lib/platform/db";
import { PrismaClient } from "@/lib/platform/generated/client";
import { type Viewer, viewerForJob } from "@/lib/platform/viewer";
import { aSession } from "./factories";

/** One of two databases that differ in how many cases they hold, with somebody of it who asks. */
export type Size = { viewer: Viewer; cases: number; use: () => void };

const held = globalThis as { heardDb?: PrismaClient; heardReports?: PrismaClient };

/** Opens the databases that the benchmark made, few cases and many, for the person with this e-mail address. */
export async function openSizes(email: string): Promise<{ few: Size; many: Size }> {
  const { HEARD_BENCH_FEW, HEARD_BENCH_MANY } = process.env;
  return { few: await open(HEARD_BENCH_FEW, email), many: await open(HEARD_BENCH_MANY, email) };
}

async function open(connectionString: string | undefined, email: string): Promise<Size> {
  if (!connectionString) throw new Error("There is no database with cases to measure: start this by `npm run bench`.");
  const open = (options: string, max: number) => {
    const adapter = new PrismaPg({ connectionString, options, max, statement_timeout: 15_000 });
    return new PrismaClient({ adapter, errorFormat: "minimal" });
  };
  const [client, reports] = [open(SESSION, 10), open(REPORTS_SESSION, REPORTS_MAX)];
  // Whatever reads next, reads here.
  const use = () => {
    held.heardDb = client;
    held.heardReports = reports;
  };
  use();
  const person = await systemDb().person.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const viewer = await viewerForJob(person.id);
  if (!viewer) throw new Error(`${email} cannot sign in.`);
  return { viewer, use, cases: await systemDb().case.count() };
}

/** A sign-in of this person that has just begun. */
export async function sessionOf(email: string): Promise<string> {
  const { id } = await systemDb().person.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return aSession(id, new Date());
}
