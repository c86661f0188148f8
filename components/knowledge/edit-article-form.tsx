"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { RestoredNotice } from "@/components/draft/draft-notice";
import { useDraft } from "@/components/draft/use-draft";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { SavedAt } from "@/components/form/saved-at";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { SavedDraft } from "@/lib/draft/schema";
import { saveArticleAction } from "@/lib/knowledge/actions";
import { saveArticleSchema } from "@/lib/knowledge/schema";
import type { ArticleToEdit } from "@/lib/knowledge/types";
import { formatWhen } from "@/lib/shared/dates";
import { ArticleFields } from "./article-fields";

type EditArticleProps = {
  article: ArticleToEdit;
  languages: { tag: string; name: string }[];
  draft: SavedDraft | null;
  earliest: string;
  now: string;
};

const FIELDS = ["title", "body", "language", "category", "reviewOn"] as const;

/** What the next version of an article says. What the person saw when they began goes along, so that two who edit lose nothing. */
export function EditArticleForm({ article, languages, draft, earliest, now }: EditArticleProps) {
  const { id, zone } = article;
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState<Record<string, string>>(() =>
    Object.fromEntries(FIELDS.map((field) => [field, draft?.fields[`base.${field}`] ?? article[field]])),
  );
  const saving = useDraft({
    ...{ kind: "article", subject: id, form, except: ["articleId"], savedAt: draft?.savedAt, zone },
  });
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: saveArticleAction,
    schema: saveArticleSchema,
    draft: saving,
    onDone: () => {
      saving.close();
      router.push(`/knowledge/${id}?show=draft`);
    },
  });
  const { differences, isUndecided, saveMine } = useMine({ formId: formProps.id, failure, base, setBase });
  const { title, body, language, category, reviewOn } = article;
  const values = draft?.fields ?? { title, body, language, category, reviewOn };
  const discard = async () => {
    await saving.discard();
    window.location.assign(`/knowledge/${id}/edit`);
  };
  return (
    <Card className="max-w-3xl">
      <form ref={form} {...formProps} onInput={saving.noteTyping} onChange={saving.noteTyping}>
        <CardBody className="grid grid-cols-1 gap-4.5">
          <ErrorSummary {...summary} />
          {failure?.code === "CONFLICT" ? (
            <ConflictNotice message={failure.message} differences={differences} onKeepTheirs={discard} />
          ) : null}
          <input type="hidden" name="articleId" value={id} />
          {Object.entries(base).map(([name, value]) => (
            <input key={name} type="hidden" name={`base.${name}`} value={value} />
          ))}
          {draft ? (
            <RestoredNotice savedAt={formatWhen(new Date(draft.savedAt), new Date(now), zone)} onDiscard={discard} />
          ) : null}
          <ArticleFields {...{ values, fieldId, errorsOf, languages, earliest }} />
          <div className="flex flex-wrap items-center gap-3">
            <Button
              type={isUndecided ? "button" : "submit"}
              onClick={isUndecided ? saveMine : undefined}
              variant="primary"
              pending={isPending}
              pendingLabel="Saving…"
            >
              {isUndecided ? "Save mine over theirs" : "Save the draft"}
            </Button>
            <ButtonLink href={`/knowledge/${id}`} variant="quiet">
              Back to the article
            </ButtonLink>
            <SavedAt {...saving.savedAt} />
          </div>
        </CardBody>
      </form>
    </Card>
  );
}
