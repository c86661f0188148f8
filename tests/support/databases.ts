import { randomUUID } from "node:crypto";
import pg from "pg";

export const TEMPLATE = "heard_template";
const PREFIX = "heard_test";
const BUSY_TEMPLATE = "55006";

/** @returns the address of another database on the same server */
export function addressOf(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** A new database that no one else uses, empty unless made after a template. It may be dropped once this process ends. */
export async function createDatabase(clusterUrl: string, template?: string): Promise<string> {
  const name = `${PREFIX}_${process.pid}_${randomUUID().slice(0, 8)}`;
  await withClient(clusterUrl, (client) => createFrom(client, name, template ?? "template0"));
  return addressOf(clusterUrl, name);
}

/** Drops the database at this address, with whatever is still connected to it. */
export async function dropDatabase(clusterUrl: string, address: string): Promise<void> {
  const name = new URL(address).pathname.slice(1);
  await withClient(clusterUrl, (client) => client.query(`drop database ${client.escapeIdentifier(name)} with (force)`));
}

/** Drops the databases of test processes that have ended, to keep the disk from filling. */
export async function dropAbandonedDatabases(clusterUrl: string): Promise<void> {
  await withClient(clusterUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname ^@ $1",
      [`${PREFIX}_`],
    );
    for (const { name } of rows.filter((row) => !isRunning(Number(row.name.split("_")[2])))) {
      // Another process may be dropping the same one.
      await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`).catch(() => {});
    }
  });
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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
