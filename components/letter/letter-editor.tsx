"use client";

import { Bold, Heading1, Heading2, Link2, List, ListOrdered, type LucideIcon } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useCallback, useRef, useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { CONTROL_LOOK } from "@/components/form/input";
import { SavedAt } from "@/components/form/saved-at";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { cn } from "@/lib/shared/cn";
import { LIMITS } from "@/lib/shared/text";
import { applyMark, type Mark, markOfKey } from "./marks";
import { SubmitLetterButton } from "./submit-letter-button";
import { useLetterSaving } from "./use-letter-saving";

const MARKS: { mark: Mark; label: string; keys: string; Icon: LucideIcon }[] = [
  { mark: "heading", label: "Heading", keys: "Ctrl+Alt+1", Icon: Heading1 },
  { mark: "subheading", label: "Smaller heading", keys: "Ctrl+Alt+2", Icon: Heading2 },
  { mark: "bullets", label: "List", keys: "Ctrl+Shift+8", Icon: List },
  { mark: "numbers", label: "Numbered list", keys: "Ctrl+Shift+7", Icon: ListOrdered },
  { mark: "bold", label: "Bold", keys: "Ctrl+B", Icon: Bold },
  { mark: "link", label: "Link", keys: "Ctrl+K", Icon: Link2 },
];

export const LETTER_BOX_ID = "letter-text";

type LetterEditorProps = {
  letterId: string;
  text: string;
  language: string;
  zone: string;
  onText: (text: string) => void;
};

/** Writes a letter: plain text with a few marks, saved at every pause. */
export function LetterEditor({ letterId, text: opened, language, zone, onText }: LetterEditorProps) {
  const [text, setText] = useState(opened);
  const box = useRef<HTMLTextAreaElement>(null);
  const tell = useToast();
  const show = useCallback(
    (next: string) => {
      setText(next);
      onText(next);
    },
    [onText],
  );
  const saving = useLetterSaving({ letterId, text: opened, onText: show, zone });
  const mark = (which: Mark) => {
    if (box.current) applyMark(box.current, which);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const which = markOfKey(event.nativeEvent);
    if (!which) return;
    event.preventDefault();
    mark(which);
  };
  const onPaste = ({ clipboardData }: ClipboardEvent) => {
    if (clipboardData.files.length === 0) return;
    tell({ title: "A letter holds text only. Add the picture to the files of the case instead.", tone: "late" });
  };
  const over = text.length - LIMITS.letter;
  return (
    <Card aria-label="The letter" className="grid">
      <div
        role="toolbar"
        aria-label="Marks"
        aria-controls={LETTER_BOX_ID}
        className="flex flex-wrap gap-1 border-b p-1.5"
      >
        {MARKS.map(({ mark: which, label, keys, Icon }) => (
          <Button
            key={which}
            size="s"
            variant="quiet"
            title={`${label} (${keys})`}
            aria-label={label}
            icon={<Icon aria-hidden />}
            onClick={() => mark(which)}
          />
        ))}
      </div>
      {saving.conflict ? (
        <div className="p-3.5">
          <ConflictNotice
            message={saving.conflict.message}
            differences={saving.conflict.differences ?? []}
            onKeepTheirs={() => saving.settle("theirs")}
            onUseMine={() => saving.settle("mine")}
          />
        </div>
      ) : null}
      {over > 0 ? (
        <p id="letter-too-long" className="px-3.5 pt-2 text-sm font-medium text-late">
          This is {over.toLocaleString("en")} characters too long for one letter and is not saved. Shorten it, or put
          the rest in a file beside it; it stays here until then.
        </p>
      ) : null}
      <textarea
        ref={box}
        id={LETTER_BOX_ID}
        aria-label="Text of the letter"
        aria-describedby={over > 0 ? "letter-too-long" : undefined}
        aria-invalid={over > 0 || undefined}
        value={text}
        lang={language}
        dir="auto"
        spellCheck
        onChange={({ target }) => {
          show(target.value);
          saving.note(target.value);
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className={cn(
          CONTROL_LOOK,
          "field-sizing-content min-h-112 resize-y rounded-none border-0 p-3.5 leading-relaxed",
        )}
      />
      <div className="flex flex-wrap items-center gap-2 border-t px-3.5 py-2.5">
        <SavedAt {...saving.savedAt} className="me-auto" />
        <SubmitLetterButton letterId={letterId} text={text} save={saving.save} />
      </div>
    </Card>
  );
}
