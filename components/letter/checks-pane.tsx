"use client";

import { useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { checkLetter, type LetterFinding } from "@/lib/letter/rules/check";
import type { CheckSetting } from "@/lib/letter/rules/check-setting";
import { READING_GOAL } from "@/lib/letter/rules/check-words";
import { readingGrade } from "@/lib/letter/rules/readability";
import { wordsFor } from "@/lib/letter/rules/site-words";
import { placeholdersIn } from "@/lib/letter/rules/template";
import type { LetterLanguage } from "@/lib/letter/schema";

const PAUSE_MS = 300;

type ChecksPaneProps = {
  text: string;
  language: LetterLanguage;
  setting: CheckSetting;
  /** What shows a place of the letter, and what changes it; null where the letter stands. */
  edit: {
    show: (from: number, to: number) => void;
    put: (from: number | null, to: number | null, text: string) => void;
  } | null;
};

/** What the letter lacks or says badly, found at each pause in typing. */
export function ChecksPane({ text, language, setting, edit }: ChecksPaneProps) {
  const rested = useRested(text);
  const findings = useMemo(
    () => checkLetter({ ...setting, text: rested, words: wordsFor(language, setting.siteWords) }),
    [rested, setting, language],
  );
  const grade = useMemo(() => readingGrade(rested, language), [rested, language]);
  const blocking = findings.filter(({ severity }) => severity === "blocks");
  const advice = findings.filter(({ severity }) => severity === "warns");
  return (
    <div className="grid gap-3.5">
      <p className="text-sm">
        <ReadingGrade grade={grade.fleschKincaid} other={grade.other} />
      </p>
      <p role="status" className="sr-only">
        {blocking.length} must be mended, {advice.length === 1 ? "1 piece" : `${advice.length} pieces`} of advice
      </p>
      {findings.length === 0 && placeholdersIn(rested).length === 0 ? (
        <p className="text-met">Nothing was found that this letter lacks or should not say.</p>
      ) : null}
      <Unfilled text={rested} edit={edit} />
      <Findings title="Must be mended" findings={blocking} edit={edit} />
      <Findings title="Advice" findings={advice} edit={edit} />
    </div>
  );
}

function ReadingGrade({ grade, other }: { grade: number | null; other: { name: string; grade: number } | null }) {
  const shown = grade ?? other?.grade ?? null;
  if (shown === null) return <span className="text-muted">There is no reading grade yet.</span>;
  const isOver = shown > READING_GOAL;
  return (
    <>
      <span className="font-medium tabular-nums">Reading grade {shown.toFixed(1)}</span>{" "}
      <span className="text-muted">
        {isOver
          ? `over the goal of ${READING_GOAL}: shorter sentences and words help.`
          : `within the goal of ${READING_GOAL}.`}
        {other && grade !== null ? ` By ${other.name}: ${other.grade.toFixed(1)}.` : null}
      </span>
    </>
  );
}

/** Marks that still stand for what the case did not say. */
function Unfilled({ text, edit }: Pick<ChecksPaneProps, "text" | "edit">) {
  const marks = placeholdersIn(text).map((name) => `{{${name}}}`);
  if (marks.length === 0) return null;
  return (
    <section aria-label="Not filled in yet" className="grid gap-1">
      <h3 className="flex items-center gap-2 text-sm font-medium">
        Not filled in yet <Chip tone="late">{marks.length}</Chip>
      </h3>
      <ul className="flex flex-wrap gap-x-3">
        {marks.map((mark) => (
          <li key={mark}>
            {edit ? (
              <button
                type="button"
                className="min-h-6 text-sm text-primary-text hover:underline"
                onClick={() => edit.show(text.indexOf(mark), text.indexOf(mark) + mark.length)}
              >
                {mark}
              </button>
            ) : (
              mark
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type FindingsProps = { title: string; findings: LetterFinding[]; edit: ChecksPaneProps["edit"] };

function Findings({ title, findings, edit }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="flex items-center gap-2 text-sm font-medium">
        {title} <Chip tone={findings[0]?.severity === "blocks" ? "late" : "soon"}>{findings.length}</Chip>
      </h3>
      <ul className="grid gap-2.5">
        {findings.map((finding) => (
          <FindingItem key={finding.id} finding={finding} edit={edit} />
        ))}
      </ul>
    </section>
  );
}

function FindingItem({ finding, edit }: { finding: LetterFinding; edit: ChecksPaneProps["edit"] }) {
  const { message, why, source, from, to, offer } = finding;
  return (
    <li className="grid gap-1 border-s-3 border-s-line-strong ps-3">
      {edit && from !== null && to !== null ? (
        <button
          type="button"
          className="min-h-6 text-start wrap-anywhere hover:underline"
          onClick={() => edit.show(from, to)}
        >
          {message}
        </button>
      ) : (
        <p className="wrap-anywhere">{message}</p>
      )}
      {edit && offer ? (
        <span className="-ms-2.5 flex flex-wrap items-center">
          <Button size="s" variant="quiet" onClick={() => edit.put(from, to, offer.text)} title={offer.text}>
            {offer.label}
          </Button>
        </span>
      ) : null}
      <Disclosure summary={<span className="text-sm font-normal text-muted">Why</span>}>
        <p className="text-sm">{why}</p>
        <p className="mt-1 text-sm text-muted">{source}</p>
      </Disclosure>
    </li>
  );
}

/** A text once it has rested for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
