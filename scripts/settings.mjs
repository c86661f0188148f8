import { readFileSync } from "node:fs";
import path from "node:path";
import util from "node:util";
import { parseDatabaseUrl } from "./database-address.mjs";
import { Failure } from "./failure.mjs";
import { root } from "./paths.mjs";

const SECRET_MIN_LENGTH = 32;
const SECRET_ADVICE = `at least ${SECRET_MIN_LENGTH} characters; make one with: openssl rand -hex 32`;
const ROLES = ["all", "web", "worker"];

/**
 * What the environment and the file `.env` in the project's root say, checked; the environment wins.
 * @typedef {ReturnType<typeof readSettings>} Settings
 */
export function readSettings(env = process.env) {
  const values = { ...readEnvFile(path.join(root, ".env")), ...env };
  const get = (name) => values[name]?.trim() || null;
  const databaseUrl = get("DATABASE_URL");
  if (databaseUrl) parseDatabaseUrl(databaseUrl);
  const port = readPort(get("PORT") ?? "3000");
  return {
    port,
    databaseUrl,
    secret: readSecret(get("HEARD_SECRET")),
    dataDir: path.resolve(root, get("HEARD_DATA_DIR") ?? ".data"),
    distDir: get("HEARD_DIST_DIR") ?? ".next",
    wantsDemo: readFlag("HEARD_DEMO", get("HEARD_DEMO")) ?? databaseUrl === null,
    role: readRole(get("HEARD_ROLE") ?? "all"),
    address: readAddress(get("NEXTAUTH_URL")) ?? `http://localhost:${port}`,
    /** Everything the app may read, the values of the file included. */
    env: values,
  };
}

/** Those of a process that will serve people, which signs their sessions. */
export function readServingSettings(env = process.env) {
  const settings = readSettings(env);
  if (settings.databaseUrl !== null && settings.secret === null) {
    throw new Failure(
      `HEARD_SECRET is required with DATABASE_URL: it signs people's sessions and must stay the same from start to start (${SECRET_ADVICE}).`,
    );
  }
  return settings;
}

function readEnvFile(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw new Failure(`The settings file ${file} cannot be read: ${error.code}.`);
  }
  return util.parseEnv(text);
}

function readPort(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw new Failure(`PORT must be a number from 1 to 65535, and is "${text}".`);
  }
  return port;
}

function readSecret(secret) {
  if (secret !== null && secret.length < SECRET_MIN_LENGTH) {
    throw new Failure(`HEARD_SECRET is too short (${SECRET_ADVICE}).`);
  }
  return secret;
}

function readFlag(name, text) {
  if (text === null) return null;
  if (text !== "0" && text !== "1") throw new Failure(`${name} must be 1 or 0, and is "${text}".`);
  return text === "1";
}

function readRole(role) {
  if (!ROLES.includes(role)) throw new Failure(`HEARD_ROLE must be all, web or worker, and is "${role}".`);
  return role;
}

function readAddress(text) {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new Failure(`NEXTAUTH_URL must be the address people open, such as https://heard.example, and is "${text}".`);
  }
  return text.replace(/\/+$/, "");
}
