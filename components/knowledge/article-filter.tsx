import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { Button } from "@/components/ui/button";
import { CATEGORY_LABELS } from "@/lib/knowledge/labels";
import { ArticleCategory, type ArticleFilter as Filter } from "@/lib/knowledge/schema";

type ArticleFilterProps = { filter: Filter; languages: { tag: string; name: string }[] };

/** A plain GET form, so that what was looked for stands in the address. */
export function ArticleFilter({ filter: { tab, q, category, language }, languages }: ArticleFilterProps) {
  return (
    <search>
      <form action="/knowledge" className="mb-3.5 flex flex-wrap items-end gap-2 print:hidden">
        {tab === "published" ? null : <input type="hidden" name="tab" value={tab} />}
        <Field id="article-words" label="Words" className="grow-6 basis-56">
          {(control) => (
            <Input {...control} type="search" name="q" dir="auto" defaultValue={q} autoComplete="off" maxLength={300} />
          )}
        </Field>
        <Field id="article-category" label="About" className="grow basis-40">
          {(control) => (
            <Select
              {...control}
              name="category"
              placeholder="Anything"
              defaultValue={category ?? ""}
              options={Object.values(ArticleCategory).map((value) => ({ value, label: CATEGORY_LABELS[value] }))}
            />
          )}
        </Field>
        <Field id="article-language" label="Language" className="grow basis-36">
          {(control) => (
            <Select
              {...control}
              name="language"
              placeholder="Any language"
              defaultValue={language ?? ""}
              options={languages.map(({ tag, name }) => ({ value: tag, label: name }))}
            />
          )}
        </Field>
        <Button type="submit" className="h-9.5">
          Show
        </Button>
      </form>
    </search>
  );
}
