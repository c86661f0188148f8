import "server-only";
import type { Tx } from "./db";

/**
 * Does what changes many texts of a few cases, and has each case's document written once at its end instead of with every change. In the same
 * transaction: whoever sees the changes finds them.
 */
export async function searchableAtEnd<T>(tx: Tx, caseIds: string[], change: () => Promise<T>): Promise<T> {
  await tx.$executeRaw`SELECT set_config('heard.search_later', 'on', true)`;
  const made = await change();
  await tx.$executeRaw`SELECT set_config('heard.search_later', '', true)`;
  await tx.$executeRaw`SELECT heard_search_index(${caseIds}::uuid[])`;
  return made;
}
