import "server-only";

type Fields = Record<string, string | number | boolean | null | undefined>;

/** One JSON line per record on standard output or error. Callers pass ids, never names, words or secrets. */
export const log = {
  info: (message: string, fields: Fields = {}) => write("info", message, fields),
  error: (message: string, fields: Fields = {}) => write("error", message, fields),
};

/** An error without the values that a database's messages quote: its kind, code and where it came from. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error ? ` ${String(error.code)}` : "";
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...frames].join("\n");
}

function write(level: "info" | "error", message: string, fields: Fields) {
  const line = `${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`;
  (level === "error" ? process.stderr : process.stdout).write(line);
}
