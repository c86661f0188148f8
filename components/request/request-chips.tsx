import { Chip, type ChipTone } from "@/components/ui/chip";
import { REQUEST_STATE_LABELS, REQUEST_STATE_TONES } from "@/lib/request/labels";
import { describeDue } from "@/lib/request/rules";
import type { RequestState } from "@/lib/request/schema";
import type { RequestRow } from "@/lib/request/types";
import { formatInstant } from "@/lib/shared/dates";

const SOON_MS = 24 * 3_600_000;

function RequestStateChip({ state }: { state: RequestState }) {
  return <Chip tone={REQUEST_STATE_TONES[state]}>{REQUEST_STATE_LABELS[state]}</Chip>;
}

type DueChipProps = { request: Pick<RequestRow, "dueAt" | "isLate" | "site">; now: string };

/** "Due in 3 hours", "2 days late", with the time at the site in full on hover. */
function DueChip({ request, now }: DueChipProps) {
  const { site, isLate } = request;
  const [dueAt, at] = [new Date(request.dueAt), new Date(now)];
  const isSoon = dueAt.getTime() - at.getTime() < SOON_MS;
  const tone: ChipTone = isSoon ? "soon" : "neutral";
  return (
    <Chip tone={isLate ? "late" : tone} title={`Due ${formatInstant(dueAt, site.zone)} (${site.zone})`}>
      {describeDue(dueAt, at)}
    </Chip>
  );
}

/** How a request stands: its due time while it waits, then how it ended. */
export function RequestChip({ request, now }: { request: RequestRow; now: string }) {
  return request.state === "open" ? (
    <DueChip request={request} now={now} />
  ) : (
    <RequestStateChip state={request.state} />
  );
}
