import { afterAll } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";

// A test file in a process that ran others before it: their settings were read already, and their database is open.
const { DATABASE_URL = "", HEARD_DATA_DIR = "" } = process.env;
Object.assign(env(), { DATABASE_URL, HEARD_DATA_DIR });
afterAll(async () => {
  await systemDb().$disconnect();
  Reflect.deleteProperty(globalThis, "heardDb");
  const held = globalThis as { heardReports?: { $disconnect: () => Promise<void> } };
  await held.heardReports?.$disconnect();
  Reflect.deleteProperty(globalThis, "heardReports");
});
