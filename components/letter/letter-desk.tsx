"use client";

import { useCallback, useDeferredValue, useState } from "react";
import { Segmented } from "@/components/form/segmented";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { CheckSetting } from "@/lib/letter/rules/check-setting";
import { SENTENCES } from "@/lib/letter/rules/sentences";
import { LETTER_PANES, type LetterLanguage, type LetterPane } from "@/lib/letter/schema";
import type { LetterDetail } from "@/lib/letter/types";
import { ChecksPane } from "./checks-pane";
import { CommentsPane } from "./comments-pane";
import { LETTER_BOX_ID, LetterEditor } from "./letter-editor";
import { OnLetterhead } from "./letter-head";
import { LetterText } from "./letter-text";
import { typeInto } from "./marks";
import { MoreToTell } from "./more-to-tell";
import { VersionsPane } from "./versions-pane";

type LetterDeskProps = {
  letter: LetterDetail;
  setting: CheckSetting;
  zone: string;
  now: string;
};

const PANE_LABELS: Record<LetterPane, string> = {
  check: "Checks",
  preview: "Preview",
  comments: "Comments",
  versions: "Versions",
};

// A letter that stands is shown whole beside these.
const WHERE_IT_STANDS = ["check", "comments", "versions"] as const;

/** The letter and what stands beside it: as it will look, what colleagues say of it, and what it was before. */
export function LetterDesk({ letter, setting, zone, now }: LetterDeskProps) {
  const [text, setText] = useState(letter.text);
  const [pane, setPane] = useState<LetterPane>("check");
  const shown = useDeferredValue(text);
  const open = letter.comments.filter(({ resolvedBy }) => resolvedBy === null).length;
  const onShow = useCallback((quote: string) => {
    const box = boxOf();
    const at = box?.value.indexOf(quote) ?? -1;
    if (at >= 0) showPlace(at, at + quote.length);
  }, []);
  const panes = letter.may.save ? LETTER_PANES : WHERE_IT_STANDS;
  const current = panes.find((each) => each === pane) ?? panes[0];
  return (
    <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <MoreToTell letter={letter} text={text} onAdd={letter.may.save ? putChange : null} />
      {letter.may.save ? (
        <LetterEditor letterId={letter.id} text={letter.text} language={letter.language} zone={zone} onText={setText} />
      ) : (
        <Card aria-labelledby="letter">
          <CardHeader id="letter" title="The letter" />
          <CardBody>
            <OnLetterhead head={letter.head}>
              <LetterText text={letter.text} language={letter.language} />
            </OnLetterhead>
          </CardBody>
        </Card>
      )}
      <Card
        aria-label="Beside the letter"
        className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
      >
        <div className="border-b p-2">
          <Segmented
            id="pane"
            name="pane"
            legend="What stands beside the letter"
            legendHidden
            value={current}
            onChange={({ target }) => setPane(target.value as LetterPane)}
            options={panes.map((value) => ({
              value,
              label: value === "comments" && open > 0 ? `${PANE_LABELS[value]} (${open})` : PANE_LABELS[value],
            }))}
          />
        </div>
        <CardBody>
          <h2 className="sr-only">{PANE_LABELS[current]}</h2>
          {current === "check" ? (
            <ChecksPane
              text={text}
              language={letter.language}
              setting={setting}
              edit={letter.may.save ? { show: showPlace, put: putText } : null}
            />
          ) : null}
          {current === "preview" ? (
            <OnLetterhead head={letter.head}>
              <LetterText text={shown} language={letter.language} />
            </OnLetterhead>
          ) : null}
          {current === "comments" ? (
            <CommentsPane
              letterId={letter.id}
              comments={letter.comments}
              mayComment={letter.may.comment}
              chosen={chosenWords}
              onShow={letter.may.save ? onShow : null}
              zone={zone}
              now={now}
            />
          ) : null}
          {current === "versions" ? (
            <VersionsPane
              href={`/cases/${letter.case.reference}/letters/${letter.id}`}
              versions={letter.versions}
              template={letter.template}
              drafted={letter.drafted?.version ?? null}
              zone={zone}
              now={now}
            />
          ) : null}
        </CardBody>
      </Card>
    </div>
  );
}

function boxOf(): HTMLTextAreaElement | null {
  const box = document.getElementById(LETTER_BOX_ID);
  return box instanceof HTMLTextAreaElement ? box : null;
}

function chosenWords(): string | null {
  const box = boxOf();
  return box?.value.slice(box.selectionStart, box.selectionEnd).trim() || null;
}

/** Chooses words in the editor and brings them into view. */
function showPlace(from: number, to: number): void {
  const box = boxOf();
  if (!box) return;
  // A text box scrolls to where the cursor is put while it has the focus.
  box.blur();
  box.setSelectionRange(from, from);
  box.focus();
  box.setSelectionRange(from, to);
}

/** Puts what changed before what the letter says of other changes, which may take several paragraphs each. */
function putChange(words: string, language: LetterLanguage): void {
  const box = boxOf();
  const first = box?.value.indexOf(SENTENCES[language].changed) ?? -1;
  const heading = first < 0 ? -1 : (box?.value.lastIndexOf("\n## ", first) ?? -1);
  if (heading < 0) putText(null, null, words);
  else putText(heading + 1, heading + 1, `${words}\n\n`);
}

/** Puts words in the place of others, or, where these have no place, as a paragraph of their own after the one that the cursor is in. */
function putText(from: number | null, to: number | null, text: string): void {
  const box = boxOf();
  if (!box) return;
  if (from !== null && to !== null) {
    typeInto(box, { from, to, text });
    return;
  }
  const end = box.value.indexOf("\n\n", box.selectionEnd);
  const at = end === -1 ? box.value.length : end;
  const before = /(?:^|\n\n)$/u.test(box.value.slice(0, at)) ? "" : "\n\n";
  const after = /^(?:$|\n\n)/u.test(box.value.slice(at)) ? "" : "\n\n";
  typeInto(box, { from: at, to: at, text: `${before}${text}${after}` });
}
