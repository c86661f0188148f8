import Link from "next/link";
import { Card, CardHeader, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { WAY_LABELS } from "@/lib/contact/labels";
import { LETTER_PROPOSED } from "@/lib/follow-up/labels";
import type { CallRow, ListedPromise } from "@/lib/follow-up/types";
import { firstLine } from "@/lib/shared/text";
import { DueChip } from "./follow-up-card";
import { WriteLetterButton } from "./follow-up-moves";

const ROW = "flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2";

/** What the viewer is to call or write today. */
export function CallsToMake({ calls }: { calls: CallRow[] }) {
  return (
    <Card aria-labelledby="calls">
      <CardHeader id="calls" title="Calls to make" count={calls.length}>
        <Link href="/follow-ups" prefetch={false} className="rounded text-primary-text hover:underline">
          Call list
        </Link>
      </CardHeader>
      {calls.length === 0 ? (
        <EmptyState title="Nobody waits for a call of yours today" />
      ) : (
        <CardList>
          {calls.map((call) => (
            <li key={call.id} className={ROW}>
              <DueChip followUp={call} />
              <span className="min-w-0 flex-1 basis-48">
                <Link
                  prefetch={false}
                  href={`/cases/${call.case.reference}#follow-ups`}
                  className="block min-h-6 hover:underline sm:truncate"
                >
                  <bdi className="font-medium">{call.who}</bdi> <bdi className="text-muted">{firstLine(call.what)}</bdi>
                </Link>
              </span>
              {call.proposesLetter ? (
                <>
                  <Chip tone="soon">{LETTER_PROPOSED}</Chip>
                  <WriteLetterButton id={call.id} />
                </>
              ) : (
                <span className="text-sm text-muted tabular-nums">
                  {WAY_LABELS[call.channel]}
                  {call.bestTime ? (
                    <>
                      , <bdi>{call.bestTime}</bdi>
                    </>
                  ) : null}
                </span>
              )}
            </li>
          ))}
        </CardList>
      )}
    </Card>
  );
}

type PromiseCardProps = { id: string; title: string; promises: ListedPromise[]; empty: string; withOwner?: boolean };

function PromiseCard({ id, title, promises, empty, withOwner = false }: PromiseCardProps) {
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} count={promises.length} />
      {promises.length === 0 ? (
        <EmptyState title={empty} />
      ) : (
        <CardList>
          {promises.map(({ id: promiseId, words, standing, who, owner, amount, case: { reference } }) => (
            <li key={promiseId} className={ROW}>
              <Chip tone={standing.tone}>{standing.label}</Chip>
              <span className="min-w-0 flex-1 basis-48">
                <Link
                  prefetch={false}
                  href={`/cases/${reference}#follow-ups`}
                  className="block min-h-6 hover:underline sm:truncate"
                >
                  <bdi className="font-medium">{firstLine(words)}</bdi> <bdi className="text-muted">{who}</bdi>
                </Link>
              </span>
              <span className="text-sm text-muted tabular-nums">
                {amount ? `${amount} · ` : null}
                {withOwner ? `${owner.name}${owner.isGone ? " (no longer works here)" : ""} · ` : null}
                {reference}
              </span>
            </li>
          ))}
        </CardList>
      )}
    </Card>
  );
}

/** What the viewer answers for, the longest due first. */
export function PromisesToKeep({ promises }: { promises: ListedPromise[] }) {
  return (
    <PromiseCard
      id="promises"
      title="Promises to keep"
      promises={promises}
      empty="No promise of yours is due this week"
    />
  );
}

/** For whoever leads: what was promised and not kept by its day. */
export function BrokenPromises({ promises }: { promises: ListedPromise[] }) {
  return (
    <PromiseCard id="broken" title="Broken promises" promises={promises} empty="Every promise was kept" withOwner />
  );
}

/** Promises above somebody's limit, for whoever may decide them; nothing where there are none. */
export function PromisesToApprove({ promises }: { promises: ListedPromise[] }) {
  if (promises.length === 0) return null;
  return <PromiseCard id="approve" title="Promises that need your approval" promises={promises} empty="" withOwner />;
}
