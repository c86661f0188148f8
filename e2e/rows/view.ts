import { newId } from "@/lib/shared/ids";
import type { Place } from "./access";
import { LetterRows } from "./letter";
import type { Named } from "./store";

/** Saved views of the queue. */
export abstract class ViewRows extends LetterRows {
  /** Shared with everybody at a place. */
  async sharedView({ id: siteId }: Place, by: Named): Promise<string> {
    const at = new Date();
    const view = { id: newId(), ownerId: by.id, siteId, name: "Serious", query: "tab=open", columns: [] };
    await this.insert("SavedView", { ...view, createdAt: at, updatedAt: at });
    return view.id;
  }
}
