import { canAnywhere } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants">;

export type Sought = { cases: boolean; requests: boolean; articles: boolean };

/** What the search looks through for somebody: what they may see. */
export function soughtBy(viewer: Holder): Sought {
  return {
    cases: canAnywhere(viewer, "case.see"),
    requests: canAnywhere(viewer, "request.answer"),
    articles: canAnywhere(viewer, "article.see"),
  };
}

/** Whether there is anything that the search could find for somebody; the box that leads to it is theirs alone. */
export function canSearch(viewer: Holder): boolean {
  return Object.values(soughtBy(viewer)).some(Boolean);
}
