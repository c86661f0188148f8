import "server-only";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { env } from "./env";

/** A link that nobody can guess: 256 random bits for its address, and what alone is kept of them. */
export function newSecretLink(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashOfToken(token) };
}

/** So many bits need no salt and no slow hash: there is nothing to try. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** What is kept of an address that must be known again and not read: of the few that there are, without the key somebody could try each. */
export function keyedHashOf(purpose: string, value: string): string {
  return createHmac("sha256", env().HEARD_SECRET).update(`${purpose}\n${value}`).digest("hex");
}
