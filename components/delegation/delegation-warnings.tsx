import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { tellStanding } from "@/lib/delegation/labels";
import type { DelegationWarning } from "@/lib/delegation/types";

/** For administrators and managers: sites that lack the written delegation that their rules demand, or soon will. */
export function DelegationWarnings({ warnings }: { warnings: DelegationWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <div className="mb-3.5 grid gap-2">
      {warnings.map(({ siteId, site, basis, standing }) => (
        <Notice
          key={siteId}
          tone={standing.state === "expiring" ? "soon" : "late"}
          live="none"
          title={
            <>
              <bdi>{site}</bdi>: {tellStanding(standing)}
            </>
          }
          action={
            <ButtonLink href={`/admin/committee?site=${siteId}`} size="s" aria-label={`Open the delegation: ${site}`}>
              Open the delegation
            </ButtonLink>
          }
        >
          Without one the governing body itself has to review and resolve each grievance ({basis}).
        </Notice>
      ))}
    </div>
  );
}
