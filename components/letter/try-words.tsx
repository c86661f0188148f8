"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { WORD_KIND_LABELS } from "@/lib/letter/labels";
import { type SiteWords, wordsFor } from "@/lib/letter/rules/site-words";
import { type TriedWord, tryWords } from "@/lib/letter/rules/try-words";
import { LIMITS } from "@/lib/shared/text";

type TryWordsProps = { language: string; languageName: string; words: SiteWords };

/** Shows which entries of the lists a sentence meets, before a letter does. */
export function TryWords({ language, languageName, words }: TryWordsProps) {
  const [text, setText] = useState("");
  const rested = useDeferredValue(text);
  const found = useMemo(
    () => tryWords(rested.slice(0, LIMITS.reason), wordsFor(language, words)),
    [rested, language, words],
  );
  return (
    <Card aria-labelledby="try">
      <CardHeader id="try" title="Try it">
        {languageName}, all lists
      </CardHeader>
      <CardBody className="grid gap-3">
        <Field id="try-text" label="A sentence of a letter" hint="Nothing of it is kept.">
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              lang={language}
              limit={LIMITS.reason}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <p role="status" className={found.length > 0 ? "text-sm font-medium" : "text-sm text-muted"}>
          {tellFound(rested, found.length)}
        </p>
        {found.length > 0 ? (
          <ul className="grid gap-2.5">
            {found.map((each) => (
              <Tried key={each.id} found={each} />
            ))}
          </ul>
        ) : null}
      </CardBody>
    </Card>
  );
}

function tellFound(text: string, count: number): string {
  if (text.trim() === "") return "Paste a sentence to see what the lists find in it.";
  if (count === 0) return "No entry of the lists is found in it.";
  return count === 1 ? "One entry is found." : `${count} entries are found.`;
}

function Tried({ found: { list, phrase, isOwn, message, offer } }: { found: TriedWord }) {
  return (
    <li className="grid gap-0.5 rounded border p-2.5 text-sm wrap-anywhere">
      <span className="flex flex-wrap items-center gap-1.5">
        <Chip tone="soon">{WORD_KIND_LABELS[list]}</Chip>
        <Chip tone="kind">{isOwn ? "Added here" : "Comes with Heard"}</Chip>
      </span>
      <span>{message}</span>
      {offer ? (
        <span>
          <span className="text-muted">Instead: </span>
          <bdi>{offer}</bdi>
        </span>
      ) : null}
      <span className="text-muted">
        Found by <bdi>{phrase}</bdi>
      </span>
    </li>
  );
}
