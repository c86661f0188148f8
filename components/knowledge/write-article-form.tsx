"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { useDiscarded } from "@/components/draft/discarded";
import { RestoredNotice } from "@/components/draft/draft-notice";
import { useDraft } from "@/components/draft/use-draft";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { SavedDraft } from "@/lib/draft/schema";
import { writeArticleAction } from "@/lib/knowledge/actions";
import { HOUSE_LANGUAGE, writeArticleSchema } from "@/lib/knowledge/schema";
import { formatWhen } from "@/lib/shared/dates";
import { ArticleFields } from "./article-fields";

type WriteArticleProps = {
  articleId: string;
  sites: { id: string; name: string }[];
  languages: { tag: string; name: string }[];
  draft: SavedDraft | null;
  earliest: string;
  /** The day that is offered for reading it again. */
  inAYear: string;
  zone: string;
  now: string;
};

const NOT_TYPED = ["articleId"];
const PATH = "/knowledge/new";

/** A new article. What is being typed is kept on the server until it is saved. */
export function WriteArticleForm(props: WriteArticleProps) {
  const { articleId, sites, languages, draft, earliest, inAYear, zone, now } = props;
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const { remember } = useDiscarded({ kind: "article", form, except: NOT_TYPED, path: PATH });
  const saving = useDraft({ kind: "article", form, except: NOT_TYPED, savedAt: draft?.savedAt, zone });
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: writeArticleAction,
    schema: writeArticleSchema,
    draft: saving,
    tellsConflicts: true,
    onDone: (done) => {
      saving.close();
      router.push(`/knowledge/${done.articleId}`);
    },
  });
  const values = draft?.fields ?? { language: HOUSE_LANGUAGE, reviewOn: inAYear };
  const [firstSite] = sites;
  const discard = async () => {
    remember();
    await saving.discard();
    window.location.assign(PATH);
  };
  return (
    <Card className="max-w-3xl">
      <form ref={form} {...formProps} onInput={saving.noteTyping} onChange={saving.noteTyping}>
        <CardBody className="grid grid-cols-1 gap-4.5">
          <ErrorSummary {...summary} />
          <input type="hidden" name="articleId" value={articleId} />
          {draft ? (
            <RestoredNotice savedAt={formatWhen(new Date(draft.savedAt), new Date(now), zone)} onDiscard={discard} />
          ) : null}
          {sites.length > 1 ? (
            <Field id={fieldId("siteId")} label="At which site does it hold?" error={errorsOf("siteId")}>
              {(control) => (
                <Select
                  {...control}
                  name="siteId"
                  defaultValue={values.siteId ?? ""}
                  placeholder="Choose a site"
                  options={sites.map(({ id, name }) => ({ value: id, label: name }))}
                />
              )}
            </Field>
          ) : (
            <input type="hidden" name="siteId" value={firstSite?.id ?? ""} />
          )}
          <ArticleFields {...{ values, fieldId, errorsOf, languages, earliest }} />
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
              Save as a draft
            </Button>
            <SavedAt {...saving.savedAt} />
          </div>
        </CardBody>
      </form>
    </Card>
  );
}
