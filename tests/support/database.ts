import { inject } from "vitest";
import { createDatabase, dropAbandonedDatabases, TEMPLATE } from "./databases";

// Before a test file is loaded: a database of its own, named where lib/platform/env.ts looks for it.
const clusterUrl = inject("clusterUrl");
await dropAbandonedDatabases(clusterUrl);
process.env.DATABASE_URL = await createDatabase(clusterUrl, TEMPLATE);
process.env.HEARD_SECRET = "0123456789abcdef".repeat(4);
