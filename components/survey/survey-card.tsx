import Link from "next/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Notice } from "@/components/ui/notice";
import { Words } from "@/components/ui/words";
import { formatInstant } from "@/lib/shared/dates";
import { EXCLUSION_SENTENCES, LANGUAGE_LABELS, STATE_LABELS } from "@/lib/survey/labels";
import type { CaseSurvey, SurveyAnswerView } from "@/lib/survey/types";
import { ReopenOffer } from "./reopen-offer";
import { WithholdDialog } from "./withhold-dialog";

type SurveyCardProps = {
  survey: CaseSurvey | null;
  caseId: string;
  reference: string;
  mayReopen: boolean;
  zone: string;
};

/** Whether whoever raised it was asked how it was handled, and what they say. */
export function SurveyCard({ survey, caseId, reference, mayReopen, zone }: SurveyCardProps) {
  if (!survey || (survey.what === "ahead" && isFar(survey.obstacle) && !survey.mayWithhold)) return null;
  return (
    <Card aria-labelledby="survey">
      <CardHeader id="survey" title="Survey">
        {survey.what === "ahead" && survey.mayWithhold ? <WithholdDialog caseId={caseId} /> : null}
        {survey.what === "invitation" ? <Chip>{survey.answer ? "Answered" : STATE_LABELS[survey.state]}</Chip> : null}
      </CardHeader>
      <CardBody className="grid gap-3">
        {survey.what === "ahead" ? (
          <p className="max-w-prose text-muted">{tellAhead(survey, zone)}</p>
        ) : (
          <Invitation survey={survey} zone={zone} />
        )}
        {survey.what === "invitation" && survey.answer ? (
          <Answer answer={survey.answer} reference={reference} caseId={caseId} mayReopen={mayReopen} />
        ) : null}
      </CardBody>
    </Card>
  );
}

function isFar(obstacle: Extract<CaseSurvey, { what: "ahead" }>["obstacle"]): boolean {
  return obstacle === "open" || obstacle === "no_contact";
}

function tellAhead({ excluded, dueAt, obstacle }: Extract<CaseSurvey, { what: "ahead" }>, zone: string): string {
  if (excluded) return `No survey will be sent. ${EXCLUSION_SENTENCES[excluded]}`;
  if (obstacle === "open") return "Whoever raised it is asked how it was handled some days after it is closed.";
  if (obstacle === "no_contact") return "Whoever raised it is asked some days after somebody has reached them.";
  if (obstacle === "no_mail_server") return "A survey is due, but e-mail is not set up here, so none is sent.";
  return dueAt ? `A survey goes out by e-mail after ${formatInstant(new Date(dueAt), zone)}.` : "";
}

function Invitation({ survey, zone }: { survey: Extract<CaseSurvey, { what: "invitation" }>; zone: string }) {
  const { excluded, reason, instrument, language, sentAt, expiresAt, failure, by, answer } = survey;
  const at = (iso: string) => formatInstant(new Date(iso), zone);
  if (excluded === "withheld") {
    return (
      <p className="max-w-prose text-muted">
        No survey is sent. {by} held it back: <bdi className="wrap-anywhere whitespace-pre-wrap">{reason}</bdi>
      </p>
    );
  }
  if (excluded) return <p className="max-w-prose text-muted">No survey was sent. {EXCLUSION_SENTENCES[excluded]}</p>;
  const what = [instrument, language ? `in ${LANGUAGE_LABELS[language]}` : null].filter(Boolean).join(", ");
  return (
    <div className="grid gap-1 text-sm text-muted">
      <p>
        {what}
        {sentAt ? `. Sent by e-mail, ${at(sentAt)}.` : ""}
        {sentAt && !answer && expiresAt ? ` Not answered; the link works until ${at(expiresAt)}.` : ""}
        {answer ? ` Answered in ${LANGUAGE_LABELS[answer.language]}, ${at(answer.at)}.` : ""}
      </p>
      {failure ? <p>{failure}</p> : null}
      {survey.hasOptedOut ? <p>They want no more surveys.</p> : null}
    </div>
  );
}

type AnswerProps = { answer: SurveyAnswerView; caseId: string; reference: string; mayReopen: boolean };

function Answer({ answer, caseId, reference, mayReopen }: AnswerProps) {
  const { items, issues, comment, together, worries, concern, language } = answer;
  const open = issues.filter(({ isAnswered }) => !isAnswered);
  return (
    <>
      {comment ? <Words lang={language}>{comment}</Words> : null}
      {items.length > 0 ? (
        <dl className="grid max-w-prose grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 tabular-nums">
          {items.map(({ question, answer: value }) => (
            <div key={question} className="contents">
              <dt className="text-muted">{question}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {items.length > 1 && together ? (
            <div className="contents font-medium">
              <dt>Together</dt>
              <dd>{together}</dd>
            </div>
          ) : null}
        </dl>
      ) : null}
      {issues.length > 0 ? (
        <ul aria-label="Did we answer this?" className="grid gap-1">
          {issues.map(({ position, summary, isAnswered }) => (
            <li key={position} className="flex flex-wrap items-baseline gap-x-2">
              <Chip>{isAnswered ? "Answered, they say" : "Not answered, they say"}</Chip>
              <span className="min-w-0 wrap-anywhere">
                {position}. <bdi>{summary}</bdi>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {open.length > 0 ? (
        <Notice
          tone="soon"
          live="none"
          title={
            open.length === 1
              ? "They say that one issue was not answered"
              : `They say that ${open.length} issues were not answered`
          }
          action={mayReopen ? <ReopenOffer caseId={caseId} reference={reference} /> : undefined}
        >
          Issue {open.map(({ position }) => position).join(", ")}. Read the answer they were given, or open the case
          again.
        </Notice>
      ) : null}
      {worries.length > 0 ? (
        <p className="text-sm text-muted">
          {worries.join(". ")}.{" "}
          {concern ? (
            <>
              It became{" "}
              <Link
                prefetch={false}
                href={`/cases/${concern}`}
                className="text-primary-text underline underline-offset-2"
              >
                {concern}
              </Link>
              .
            </>
          ) : null}
        </p>
      ) : null}
    </>
  );
}
