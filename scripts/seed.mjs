import { command } from "./command.mjs";
import { withDatabase } from "./database-of-settings.mjs";
import { Failure } from "./failure.mjs";
import { ensureGenerated } from "./generate.mjs";
import { migrate } from "./migrate.mjs";
import { projectNode } from "./paths.mjs";
import { run } from "./processes.mjs";

/**
 * `npm run seed`: the demo data, in the empty database of the settings. `npm run seed -- --cases 10000`: and cases like those until there
 * are so many, to see how Heard does with them. Heard must be down where its own database is meant.
 */
await command(({ step, shutdown }) =>
  withDatabase(shutdown, async (connectionString) => {
    await ensureGenerated({ step, shutdown });
    await migrate({ connectionString });
    const args = ["--conditions=react-server", "--import", "tsx", "prisma/seed/run.ts", ...process.argv.slice(2)];
    const env = { ...process.env, DATABASE_URL: connectionString };
    const { ok, output } = await run(projectNode(), args, {
      env,
      shutdown,
      print: (chunk) => process.stdout.write(chunk),
    });
    if (!ok) throw new Failure("The database was not filled: its own words are above.", output);
  }),
);
