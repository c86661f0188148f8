import "server-only";
import { notFound } from "next/navigation";
import { NotFound } from "./errors";

/** For pages: what a read cannot find, or may not show, is the not-found page, so that the two cannot be told apart. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
}
