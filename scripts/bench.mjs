import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { command } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { ensureGenerated } from "./generate.mjs";
import { migrate } from "./migrate.mjs";
import { isCommand, projectNode } from "./paths.mjs";
import { run } from "./processes.mjs";
import { startTestCluster } from "./test-cluster.mjs";

const BENCHES = ["bench/case-page.ts", "bench/sweep.ts", "bench/letter-check.ts"];

/** Measures what the case page reads with few entries and with many, a sweep of few clocks and of many, on a PostgreSQL of its own, and a check of a letter. Its figures fail nothing. */
async function bench({ step, shutdown }) {
  await ensureGenerated({ step, shutdown });
  const dataDir = mkdtempSync(path.join(tmpdir(), "heard-bench-"));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  shutdown.add(remove, remove);
  const cluster = await startTestCluster(shutdown);
  await migrate({ connectionString: cluster.url });
  const env = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: cluster.url,
    HEARD_SECRET: "0123456789abcdef".repeat(4),
    HEARD_DATA_DIR: dataDir,
  };
  for (const file of BENCHES) {
    const args = ["--import", "tsx", "--import", "./bench/outside-react.mjs", file];
    const { ok, output } = await run(projectNode(), args, { env, shutdown });
    if (!ok) throw new Failure("The benchmark could not run: its own words are above.", output);
    process.stdout.write(output);
  }
}

if (isCommand(import.meta.url)) await command(bench);
