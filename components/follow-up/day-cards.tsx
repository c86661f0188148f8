import Link from "next/link";
import { AllLink } from "@/components/ui/all-link";
import { Card, CardHeader, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { WAY_LABELS } from "@/lib/contact/labels";
import { LETTER_PROPOSED } from "@/lib/follow-up/labels";
import type { CallRow, ListedPromise } from "@/lib/follow-up/types";
import { capCount, formatCount } from "@/lib/shared/page";
import { firstLine } from "@/lib/shared/text";
import { DueChip } from "./follow-up-card";
import { WriteLetterButton } from "./follow-up-moves";

const ROW = "flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2";

/** As many as a list of a day holds; beyond that it says "50+". */
const CAP = 50;
const MOST = 10;

type CallsToMakeProps = {
  calls: CallRow[];
  /** Whose day it is: of anybody else's it says whose it is. */
  viewerId: string;
  most?: number;
};

/** What the viewer is to call or write today. */
export function CallsToMake({ calls, viewerId, most = MOST }: CallsToMakeProps) {
  const total = capCount(calls.length, CAP);
  return (
    <Card aria-labelledby="calls">
      <CardHeader id="calls" title="Calls to make" count={formatCount(total)}>
        <AllLink href="/follow-ups" total={total} shown={most} of="calls" />
        {calls.length > most ? null : (
          <Link href="/follow-ups" prefetch={false} className="rounded text-primary-text hover:underline">
            Call list
          </Link>
        )}
      </CardHeader>
      {calls.length === 0 ? (
        <EmptyState title="Nobody waits for a call of yours today" />
      ) : (
        <CardList>
          {calls.slice(0, most).map((call) => (
            <li key={call.id} className={ROW}>
              <DueChip followUp={call} />
              <span className="min-w-0 flex-1 basis-full sm:basis-48">
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
                  {call.owner.id === viewerId ? null : (
                    <>
                      for <bdi>{call.owner.name}</bdi> ·{" "}
                    </>
                  )}
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

type PromiseCardProps = {
  id: string;
  title: string;
  promises: ListedPromise[];
  empty: string;
  /** Where all of them stand. */
  href: string;
  /** Of this person's it does not say whose they are. */
  viewerId?: string;
  most?: number;
};

function PromiseCard({ id, title, promises, empty, href, viewerId, most = MOST }: PromiseCardProps) {
  const total = capCount(promises.length, CAP);
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} count={formatCount(total)}>
        <AllLink href={href} total={total} shown={most} of="promises" />
      </CardHeader>
      {promises.length === 0 ? (
        <EmptyState title={empty} />
      ) : (
        <CardList>
          {promises
            .slice(0, most)
            .map(({ id: promiseId, words, standing, who, owner, amount, case: { reference } }) => (
              <li key={promiseId} className={ROW}>
                <Chip tone={standing.tone}>{standing.label}</Chip>
                <span className="min-w-0 flex-1 basis-full sm:basis-48">
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
                  {owner.id === viewerId ? null : `${owner.name}${owner.isGone ? " (no longer works here)" : ""} · `}
                  <span className="whitespace-nowrap">{reference}</span>
                </span>
              </li>
            ))}
        </CardList>
      )}
    </Card>
  );
}

type PromisesProps = { promises: ListedPromise[]; most?: number };

/** What the viewer answers for, themself or for somebody who is away, the longest due first. */
export function PromisesToKeep({ promises, viewerId, most }: PromisesProps & { viewerId: string }) {
  return (
    <PromiseCard
      {...{ id: "promises", title: "Promises to keep", href: "/follow-ups#promises", promises, viewerId, most }}
      empty="No promise of yours is due this week"
    />
  );
}

/** For whoever leads: what others promised and did not keep by its day; nothing where there is none. */
export function BrokenPromises({ promises, most }: PromisesProps) {
  if (promises.length === 0) return null;
  return (
    <PromiseCard
      {...{ id: "broken", title: "Broken promises", href: "/follow-ups?of=site#broken", promises, most }}
      empty=""
    />
  );
}

/** Promises above somebody's limit, for whoever may decide them; nothing where there are none. */
export function PromisesToApprove({ promises, most }: PromisesProps) {
  if (promises.length === 0) return null;
  const title = "Promises that need your approval";
  return <PromiseCard {...{ id: "approve", title, href: "/follow-ups?of=site#approve", promises, most }} empty="" />;
}
