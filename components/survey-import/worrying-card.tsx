import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { Words } from "@/components/ui/words";
import { formatDay } from "@/lib/shared/dates";
import { MOST_CONCERNS } from "@/lib/survey-import/schema";
import type { WorryingAnswer } from "@/lib/survey-import/types";

type WorryingCardProps = { answers: WorryingAnswer[]; concerns: number; raiseDays: number | null };

/** The imported answers that ask for a person, and which became concerns. */
export function WorryingCard({ answers, concerns, raiseDays }: WorryingCardProps) {
  if (answers.length === 0) return null;
  return (
    <Card aria-labelledby="worrying">
      <CardHeader id="worrying" title="Low or worrying answers" count={answers.length}>
        newest first
      </CardHeader>
      <p className="border-b px-3.5 py-2.5 text-sm text-muted">
        {raiseDays === null
          ? "No concerns are made of this survey."
          : `Those at most ${raiseDays} days old when they were imported become concerns, and at most ${MOST_CONCERNS}: ${concerns} so far.`}
      </p>
      <ul className="divide-y divide-line">
        {answers.map(({ id, line, on, unit, comment, language, worries, concern }) => (
          <li key={id} className="grid gap-1.5 px-3.5 py-2.5">
            <p className="text-sm text-muted tabular-nums">
              {formatDay(new Date(on))}
              {unit ? `, ${unit}` : ""}, line {line.toLocaleString("en")}
            </p>
            {comment ? (
              <Words size="s" lang={language ?? undefined}>
                {comment}
              </Words>
            ) : null}
            <p className="text-sm text-muted">
              {worries.join(". ")}.
              {concern ? (
                <>
                  {" "}
                  It became{" "}
                  <Link prefetch={false} href={`/cases/${concern}`} className="text-primary-text underline">
                    {concern}
                  </Link>
                  .
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
