import Link from "next/link";
import { Chip } from "@/components/ui/chip";
import { WAY_LABELS } from "@/lib/contact/labels";
import { MONEY_LABELS } from "@/lib/follow-up/labels";
import type { ListedPromise, PromiseRow } from "@/lib/follow-up/types";
import { dayIn, formatDay } from "@/lib/shared/dates";
import type { Desk } from "./desk";
import { PromiseMoves } from "./promise-moves";

type PromiseItemProps = { promise: PromiseRow | ListedPromise; desk: Pick<Desk, "today" | "me" | "workers"> | null };

/** A promise: how it stands, what was said, to whom, by when, and who answers for it. */
export function PromiseItem({ promise, desk }: PromiseItemProps) {
  const { words, standing, isOpen, owner, madeBy, amount, money, zone } = promise;
  const day = (iso: string) => formatDay(new Date(iso));
  return (
    <li className="grid gap-1.5 px-3.5 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">Promise</span>
        <Chip tone={standing.tone}>{standing.label}</Chip>
        {amount && money ? (
          <Chip tone="kind">
            {MONEY_LABELS[money]} {amount}
          </Chip>
        ) : null}
      </p>
      {standing.kind === "needs_approval" ? (
        <p className="text-sm text-soon">Not yet to be told to them: it is above the limit of {madeBy.name}.</p>
      ) : null}
      <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
        {words}
      </p>
      <p className="text-sm text-muted wrap-anywhere">
        To <bdi>{promise.who}</bdi>, by {day(promise.dueOn)}. {owner.name}
        {owner.isGone ? " (no longer works here)" : null} answers for it
        {promise.outlivesCase ? ", after the closing too" : null}. Made by {madeBy.name},{" "}
        {formatDay(dayIn(new Date(promise.madeAt), zone))}
        {promise.decidedBy && standing.kind !== "declined" ? `, approved by ${promise.decidedBy}` : null}.
      </p>
      <Ending promise={promise} />
      {"case" in promise ? (
        <p className="text-sm wrap-anywhere">
          <Link
            prefetch={false}
            href={`/cases/${promise.case.reference}#follow-ups`}
            className="inline-flex min-h-6 flex-wrap items-center gap-x-1.5 text-primary-text hover:underline"
          >
            <span className="whitespace-nowrap tabular-nums">{promise.case.reference}</span>
            <bdi>{promise.case.about}</bdi>
          </Link>
        </p>
      ) : null}
      {isOpen && desk && promise.mayWork ? <PromiseMoves promise={promise} desk={desk} /> : null}
    </li>
  );
}

function Ending({ promise }: { promise: PromiseRow }) {
  const { keptOn, keptHow, reason, settledBy, told, replacedBy } = promise;
  if (!settledBy) return null;
  const parts = [
    keptOn ? `Kept on ${formatDay(new Date(keptOn))}` : null,
    replacedBy ? `Moved to ${formatDay(new Date(replacedBy))}` : null,
    told ? `told by ${told.by}, ${WAY_LABELS[told.via].toLowerCase()}` : null,
  ].filter((part) => part !== null);
  return (
    <p dir="auto" className="text-sm text-muted wrap-anywhere">
      {settledBy}: {keptHow ?? reason}
      {parts.length > 0 ? ` (${parts.join("; ")})` : null}
    </p>
  );
}
