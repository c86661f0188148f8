import { Notice } from "@/components/ui/notice";
import { daysBetween } from "@/lib/billing/rules/dispute";
import type { DisputeDetail, HoldDetail } from "@/lib/billing/types";
import { formatDay } from "@/lib/shared/dates";
import { LiftHoldDialog } from "./hold-dialogs";

type HoldBannerProps = { hold: HoldDetail; dispute: DisputeDetail };

/** How collection stands: on hold, soon no longer, or going on while something is still in dispute. */
export function HoldBanner({ hold, dispute }: HoldBannerProps) {
  const day = formatDay(new Date(hold.until));
  if (hold.standing === "over") {
    if (dispute.totals.disputed === 0) return null;
    return (
      <Notice tone="late" live="none" title={`The hold on collection ended on ${day}`}>
        Collection may go on while charges are still in dispute. Place another hold, or settle them.
      </Notice>
    );
  }
  const isEnding = hold.standing === "ending";
  return (
    <Notice
      tone={isEnding ? "soon" : "paused"}
      live="none"
      title={`Collection on hold until ${day}${isEnding ? `, ${endWords(dispute.today, hold.until)}` : ""}`}
      action={dispute.mayEnd ? <LiftHoldDialog holdId={hold.id} /> : null}
    >
      <bdi className="whitespace-pre-wrap">{hold.reason}</bdi>{" "}
      <span className="text-sm text-muted">Placed by {hold.placedBy}.</span>
    </Notice>
  );
}

function endWords(today: string, until: string): string {
  const days = daysBetween(today, until);
  if (days === 0) return "which is today";
  return days === 1 ? "which is tomorrow" : `in ${days} days`;
}
