import { Failure } from "./failure.mjs";

const CONNECT_WITHIN_MS = 5_000;

/** @param {string} text */
export function parseDatabaseUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "postgresql:" && url?.protocol !== "postgres:") {
    throw new Failure(
      "DATABASE_URL is not the address of a PostgreSQL database: it reads postgresql://user:password@host:5432/name, with special characters in the password percent-encoded.",
    );
  }
  return url;
}

/** The part of a database's address that may be shown: never its user or password. */
function describeDatabase(text) {
  const url = parseDatabaseUrl(text);
  const host = url.searchParams.get("host") ?? (url.hostname || "localhost");
  return `${host}:${url.port || "5432"}${url.pathname === "/" ? "" : url.pathname}`;
}

/**
 * An open client, or a failure that says in one sentence why there is none.
 * @param {string} connectionString
 * @returns {Promise<import("pg").Client>}
 */
export async function connect(connectionString) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: "heard scripts",
  });
  // A connection that breaks later is met by the query that then fails.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw new Failure(
      `The database at ${describeDatabase(connectionString)} cannot be reached: ${shortCause(error, connectionString)}. Check DATABASE_URL.`,
    );
  }
}

/**
 * @template T
 * @param {string} connectionString
 * @param {(client: import("pg").Client) => Promise<T>} work
 */
export async function withClient(connectionString, work) {
  const client = await connect(connectionString);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

const CAUSES = {
  ECONNREFUSED: "nothing answers there",
  ECONNRESET: "the connection was closed",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ENOENT: "there is no such socket",
  ENOTFOUND: "no host has that name",
  EAI_AGAIN: "the name of the host could not be looked up",
  ETIMEDOUT: `no answer within ${CONNECT_WITHIN_MS / 1000} seconds`,
  "28P01": "the user or the password is wrong",
  28000: "that user may not connect",
  "3D000": "there is no database of that name",
  53300: "it has no connection free",
  "57P03": "it is starting up or shutting down",
};

function shortCause(error, connectionString) {
  const known = CAUSES[error.code ?? error.errors?.[0]?.code];
  if (known) return known;
  if (/timeout/i.test(error.message)) return CAUSES.ETIMEDOUT;
  const { password } = parseDatabaseUrl(connectionString);
  const text = password === "" ? error.message : redact(error.message, password);
  return text.split("\n")[0].replace(/[.\s]+$/, "") || "it did not say why";
}

function redact(text, password) {
  let plain = password;
  try {
    plain = decodeURIComponent(password);
  } catch {}
  return text.replaceAll(password, "…").replaceAll(plain, "…");
}
