import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Words } from "@/components/ui/words";
import { formatInstant } from "@/lib/shared/dates";
import type { LateAnswer } from "@/lib/survey/types";

type LateAnswersCardProps = { answers: LateAnswer[] };

/** What people answered of late, each with its case. */
export function LateAnswersCard({ answers }: LateAnswersCardProps) {
  return (
    <Card aria-labelledby="answers">
      <CardHeader id="answers" title="Answers of late" count={answers.length}>
        newest first
      </CardHeader>
      {answers.length === 0 ? (
        <EmptyState title="Nobody has answered yet" />
      ) : (
        <ul className="divide-y divide-line">
          {answers.map((answer) => (
            <li key={answer.id} className="grid gap-1.5 px-3.5 py-2.5">
              <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm text-muted tabular-nums">
                {answer.score ? <Chip>{answer.score}</Chip> : null}
                <Link
                  prefetch={false}
                  href={`/cases/${answer.reference}#survey`}
                  className="font-medium text-primary-text hover:underline"
                >
                  {answer.reference}
                </Link>
                <bdi className="min-w-0 wrap-anywhere">{answer.about}</bdi>
                <span>
                  {answer.survey}, {answer.site.name}, {formatInstant(new Date(answer.at), answer.site.zone)}
                </span>
              </p>
              {answer.comment ? (
                <Words size="s" lang={answer.language}>
                  {answer.comment}
                </Words>
              ) : null}
              {answer.worries.length > 0 ? (
                <p className="text-sm text-muted">
                  {answer.worries.join(". ")}.
                  {answer.concern ? (
                    <>
                      {" "}
                      It became{" "}
                      <Link prefetch={false} href={`/cases/${answer.concern}`} className="text-primary-text underline">
                        {answer.concern}
                      </Link>
                      .
                    </>
                  ) : null}
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
