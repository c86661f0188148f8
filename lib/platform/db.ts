import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "./env";
import { Prisma, PrismaClient } from "./generated/client";
import type { Viewer } from "./viewer";

export { Prisma };
export type Tx = Prisma.TransactionClient;

/**
 * The adapter writes and reads instants without their offset, so the session must be in UTC. Rows are told to lie on a disk that seeks
 * as fast as it reads on, and short questions are not compiled: the planner would else read a whole table rather than an index.
 */
export const SESSION = "-c TimeZone=UTC -c random_page_cost=1.1 -c jit=off";

/**
 * Of figures: they can only be read, and each question by one process, as most of them are answered sooner than others could be started, and
 * whoever asks much is to leave the rest to those with cases.
 */
export const REPORTS_SESSION = `${SESSION} -c default_transaction_read_only=on -c max_parallel_workers_per_gather=0`;
/** Connections for figures. */
export const REPORTS_MAX = 4;

const held = globalThis as { heardDb?: PrismaClient; heardReports?: PrismaClient };

/** The client for reads on behalf of a viewer. All go through here, so that the database can later be told who asks. */
export function dbFor(_viewer: Viewer): PrismaClient {
  return client();
}

/** The client for what no person asks for: sign-in, jobs, health, the first run. */
export function systemDb(): PrismaClient {
  return client();
}

/**
 * The client for figures, charts and reports: connections of their own, so that whoever asks much keeps nobody from their cases, and a
 * replica where there is one. It can only read, and what takes too long is stopped.
 */
export function reportsFor(_viewer: Viewer): PrismaClient {
  held.heardReports ??= connect({
    connectionString: env().DATABASE_REPLICA_URL ?? env().DATABASE_URL,
    options: REPORTS_SESSION,
    max: REPORTS_MAX,
    statement_timeout: 10_000,
  });
  return held.heardReports;
}

function client(): PrismaClient {
  held.heardDb ??= connect({
    connectionString: env().DATABASE_URL,
    options: SESSION,
    max: 10,
    statement_timeout: 15_000,
  });
  return held.heardDb;
}

type Pool = { connectionString: string; options: string; max: number; statement_timeout: number };

function connect(pool: Pool): PrismaClient {
  return new PrismaClient({
    // The longer formats print the values of a query, and those are people's.
    errorFormat: "minimal",
    adapter: oneAtATime(new PrismaPg({ ...pool, connectionTimeoutMillis: 5_000 })),
  });
}

/**
 * Makes the queries of one transaction wait for each other. Prisma reads the relations of a row side by side, also on the one connection
 * of a transaction, where pg can only queue them: it warns of that now, and refuses it from version 9.
 */
function oneAtATime(factory: PrismaPg): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (...args) => {
      const transaction = await start(...args);
      let last: Promise<unknown> = Promise.resolve();
      const inTurn = <Q, R>(run: (query: Q) => Promise<R>) => {
        return (query: Q): Promise<R> => {
          const turn = last.then(() => run(query));
          last = turn.catch(() => undefined);
          return turn;
        };
      };
      transaction.queryRaw = inTurn(transaction.queryRaw.bind(transaction));
      transaction.executeRaw = inTurn(transaction.executeRaw.bind(transaction));
      return transaction;
    };
    return adapter;
  };
  return factory;
}
