import { PACKS, packOn } from "@/lib/regulation/rules";
import type { Pack } from "@/lib/regulation/schema";
import { FieldError } from "./field-error";

/** A pack in the version that is named, or else in the one that held on a day. */
export function findPack(id: string, version: string | undefined, day: Date): Pack {
  const versions = PACKS.filter((pack) => pack.id === id);
  if (versions.length === 0) {
    const ids = [...new Set(PACKS.map((pack) => pack.id))].join(", ");
    throw new FieldError("pack", `There is no pack "${id}". There are: ${ids}.`);
  }
  if (version === undefined) return packOn(versions, id, day);
  const found = versions.find((pack) => pack.version === version);
  if (found) return found;
  const there = versions.map((pack) => pack.version).join(", ");
  throw new FieldError("version", `The pack ${id} has no version "${version}". It has: ${there}.`);
}
