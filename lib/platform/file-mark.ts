import "server-only";
import { fileTypeFromFile } from "file-type";

/** What the marks inside a file say it is, as file-type names formats ("pdf", "docx"); null where it bears none. */
export async function findFileMark(place: string): Promise<string | null> {
  try {
    return (await fileTypeFromFile(place))?.ext ?? null;
  } catch {
    // A file that ends where its own marks say it goes on.
    return null;
  }
}
