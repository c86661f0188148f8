import Link from "next/link";
import { AllLink } from "@/components/ui/all-link";
import { Card, CardHeader, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { ImprovementRow } from "@/lib/improvement/types";
import { formatDay } from "@/lib/shared/dates";
import { capCount, formatCount } from "@/lib/shared/page";

/** As many as a list of a day holds; beyond that it says "50+". */
const CAP = 50;
const MOST = 10;

type ActionsProps = { actions: ImprovementRow[]; most?: number };

/** What the viewer is to change soon, or should have by now; nothing where there is none. */
export function ActionsToDo({ actions, most }: ActionsProps) {
  return (
    <ActionCard id="actions" title="Improvement actions to do" href="/improvement?tab=mine" {...{ actions, most }}>
      {({ due, isLate }) => (due ? <Chip tone={isLate ? "late" : "soon"}>{due}</Chip> : null)}
    </ActionCard>
  );
}

/** What others have done, and long enough ago to see what it did, for whoever may verify it; nothing where there is none. */
export function ActionsToVerify({ actions, most }: ActionsProps) {
  return (
    <ActionCard
      id="actions-to-verify"
      title="Improvement actions to verify"
      href="/improvement?tab=verify"
      {...{ actions, most }}
    >
      {({ doneOn }) => (doneOn ? <Chip tone="soon">Done {formatDay(new Date(doneOn))}</Chip> : null)}
    </ActionCard>
  );
}

type ActionCardProps = ActionsProps & {
  id: string;
  title: string;
  /** Where all of them stand. */
  href: string;
  /** How one of them stands. */
  children: (action: ImprovementRow) => React.ReactNode;
};

function ActionCard({ id, title, href, actions, most = MOST, children }: ActionCardProps) {
  if (actions.length === 0) return null;
  const total = capCount(actions.length, CAP);
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} count={formatCount(total)}>
        <AllLink href={href} total={total} shown={most} of="actions" />
      </CardHeader>
      <CardList>
        {actions.slice(0, most).map((action) => (
          <li key={action.id} className="flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2">
            {children(action)}
            <span className="min-w-0 flex-1 basis-full sm:basis-48">
              <Link
                prefetch={false}
                href={`/improvement/${action.id}`}
                className="block min-h-6 font-medium hover:underline sm:truncate"
              >
                <bdi>{action.title}</bdi>
              </Link>
            </span>
            <span className="text-sm text-muted">
              <bdi>{action.unit ?? action.site}</bdi>
            </span>
          </li>
        ))}
      </CardList>
    </Card>
  );
}
