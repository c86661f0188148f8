import { can, canAnywhere, DEEDS, sitesFor } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants">;

export function canSeeInsights(viewer: Holder): boolean {
  return canAnywhere(viewer, "insight.see");
}

/** The viewer as one who looks at figures: who is an associate elsewhere sees no figures of there. */
export function lookingAtFigures(viewer: Viewer): Viewer {
  return { ...viewer, grants: viewer.grants.filter(({ role }) => DEEDS[role].includes("insight.see")) };
}

/** The sites that all figures are of, where the viewer sees cases of others too; so that what is behind a figure is looked for at these. */
export function figuresAmong(viewer: Holder): string[] | undefined {
  const among = sitesFor(viewer, "insight.see");
  return sitesFor(viewer, "case.see").every((id) => among.includes(id)) ? undefined : among;
}

/** Managers say how many patients there were; whoever sees the cases sees what rates are counted in. */
export function canKeepDenominators(viewer: Holder, siteId: string): boolean {
  return can(viewer, "denominator.keep", siteId);
}
