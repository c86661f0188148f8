import { command } from "./command.mjs";
import { withClient } from "./database-address.mjs";
import { withDatabaseToRead } from "./database-of-settings.mjs";
import { Failure } from "./failure.mjs";
import { isCommand } from "./paths.mjs";

/** Checks the whole audit trail and says in a line what was found; fails where it does not hold. */
async function audit({ shutdown }) {
  const { tsImport } = await import("tsx/esm/api");
  const { describeTrail, walkTrail } = await tsImport("../lib/events/chain.ts", import.meta.url);
  await withDatabaseToRead(shutdown, (connectionString) =>
    withClient(connectionString, async (client) => {
      const trail = await walkTrail((sql, values) => client.query(sql, values));
      if (trail.broken) throw new Failure(describeTrail(trail));
      console.log(describeTrail(trail));
    }),
  );
}

if (isCommand(import.meta.url)) await command(audit);
