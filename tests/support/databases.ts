import { randomUUID } from "node:crypto";
import pg from "pg";

export const TEMPLATE = "heard_template";
const BUSY_TEMPLATE = "55006";

/** @returns the address of another database on the same server */
export function addressOf(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/**
 * A new database that no one else uses, empty unless made after a template. It stays until the server goes with all of them: where its thousand
 * files were deleted, ext4 takes a second instead of a twentieth to make those of the next one, for it looks at what was deleted lately.
 */
export async function createDatabase(clusterUrl: string, template?: string): Promise<string> {
  const name = `heard_test_${randomUUID().replaceAll("-", "")}`;
  await withClient(clusterUrl, (client) => createFrom(client, name, template ?? "template0"));
  return addressOf(clusterUrl, name);
}

export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createFrom(client: pg.Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // Files are copied as they are: by way of the log, which is the default, it takes the server half as long again.
      await client.query(
        `create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(template)} strategy file_copy`,
      );
      return;
    } catch (error) {
      const isBusy = error instanceof pg.DatabaseError && error.code === BUSY_TEMPLATE;
      if (!isBusy || attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
