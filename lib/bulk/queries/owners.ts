import "server-only";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { listOwners } from "@/lib/access/queries";
import type { Colleague } from "@/lib/access/types";
import { Forbidden } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";

/** To whom the viewer may give many cases at once, with what each has to do. */
export async function listBulkOwners(viewer: Viewer, now: Date): Promise<Colleague[]> {
  if (!canAnywhere(viewer, "case.assign")) throw new Forbidden();
  return listOwners(viewer, sitesFor(viewer, "case.assign"), now);
}
