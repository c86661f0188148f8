import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, inject } from "vitest";
import { createDatabase, TEMPLATE } from "./databases";

// Before a test file is loaded: a database of its own, named where lib/platform/env.ts looks for it.
process.env.DATABASE_URL = await createDatabase(inject("clusterUrl"), TEMPLATE);
process.env.HEARD_SECRET = "0123456789abcdef".repeat(4);
const dataDir = mkdtempSync(path.join(tmpdir(), "heard-data-"));
process.env.HEARD_DATA_DIR = dataDir;
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
