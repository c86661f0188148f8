import type { TestProject } from "vitest/node";
import { ensureDatabase } from "@/scripts/embedded-database.mjs";
import { migrate } from "@/scripts/migrate.mjs";
import { startTestCluster } from "@/scripts/test-cluster.mjs";
import { addressOf, TEMPLATE } from "./databases";

declare module "vitest" {
  interface ProvidedContext {
    clusterUrl: string;
  }
}

/** A real PostgreSQL with a migrated template: the one that `npm test` runs, or one for this run alone. */
export default async function setup(project: TestProject) {
  const given = process.env.HEARD_TEST_CLUSTER;
  const own = given ? null : await startTestCluster();
  const clusterUrl = given ?? own?.url ?? "";
  const template = addressOf(clusterUrl, TEMPLATE);
  await ensureDatabase(template);
  await migrate({ connectionString: template });
  project.provide("clusterUrl", clusterUrl);
  return () => own?.stop();
}
