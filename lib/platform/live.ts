import "server-only";
import { Client } from "pg";
import { z } from "zod";
import { systemDb, type Tx } from "./db";
import { env } from "./env";
import { describeError, log } from "./log";

const CHANNEL = "heard_live";
const LONGEST_WAIT_MS = 30_000;

const id = z.uuid();

/** What one process tells all of them: ids alone, so that each asks its own viewers' scopes before a browser hears of it. */
const newsSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("event"),
    chain: z.string(),
    type: z.string(),
    siteId: id.nullable(),
    actorId: id.nullable(),
  }),
  z.object({
    kind: z.literal("presence"),
    caseId: id,
    siteId: id,
    personId: id,
    tabKey: id,
    doing: z.enum(["is_here", "reads", "writes", "left"]),
  }),
  z.object({ kind: z.literal("told"), personId: id }),
]);
export type LiveNews = z.infer<typeof newsSchema>;

/** Tells every process; within a transaction, once that is committed and never if it is not. */
export async function announce(news: LiveNews, tx?: Tx): Promise<void> {
  await (tx ?? systemDb()).$executeRaw`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(news)})`;
}

type Listener = {
  hear: (news: LiveNews) => void;
  /** News may have been missed until now. */
  catchUp: () => void;
};
type Line = { listeners: Set<Listener>; isRunning: boolean };

const held = globalThis as { heardLine?: Line };

/** Hears all news, over the one connection of this process, which begins with the first listener. */
export function listen(listener: Listener): void {
  held.heardLine ??= { listeners: new Set(), isRunning: false };
  const line = held.heardLine;
  line.listeners.add(listener);
  if (line.isRunning) return;
  line.isRunning = true;
  void keepListening(line, 1_000);
}

async function keepListening(line: Line, waitMs: number): Promise<void> {
  const client = new Client({ connectionString: env().DATABASE_URL, keepAlive: true, connectionTimeoutMillis: 5_000 });
  let isLost = false;
  const again = (error?: unknown) => {
    if (isLost) return;
    isLost = true;
    log.error("live news were cut off", { error: error ? describeError(error) : "the connection ended" });
    void client.end().catch(() => undefined);
    setTimeout(() => keepListening(line, Math.min(waitMs * 2, LONGEST_WAIT_MS)), waitMs).unref();
  };
  client.on("error", again);
  client.on("end", () => again());
  client.on("notification", ({ payload }) => {
    const news = readNews(payload);
    if (news) for (const listener of line.listeners) listener.hear(news);
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    waitMs = 1_000;
    for (const listener of line.listeners) listener.catchUp();
  } catch (error) {
    again(error);
  }
}

function readNews(payload: string | undefined): LiveNews | null {
  try {
    return newsSchema.safeParse(JSON.parse(payload ?? "")).data ?? null;
  } catch {
    return null;
  }
}
