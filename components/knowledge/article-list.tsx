import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ARTICLE_STATE_LABELS, CATEGORY_LABELS } from "@/lib/knowledge/labels";
import { ArticleCategory, type ArticleTab } from "@/lib/knowledge/schema";
import type { ArticleRow } from "@/lib/knowledge/types";
import { languageName } from "@/lib/patient/labels";
import { ReviewMark } from "./article-marks";

type ArticleListProps = { rows: ArticleRow[]; tab: ArticleTab; tellsSites: boolean };

/** Articles by what they are about, a card for each. */
export function ArticleList({ rows, ...rest }: ArticleListProps) {
  const groups = Object.values(ArticleCategory)
    .map((category) => ({ category, rows: rows.filter((row) => row.category === category) }))
    .filter((group) => group.rows.length > 0);
  return (
    <div className="grid gap-3.5">
      {groups.map(({ category, rows: some }) => (
        <Card key={category} aria-labelledby={category}>
          <CardHeader id={category} title={CATEGORY_LABELS[category]} count={some.length} />
          <CardList>
            {some.map((row) => (
              <Row key={row.id} row={row} {...rest} />
            ))}
          </CardList>
        </Card>
      ))}
    </div>
  );
}

type RowProps = { row: ArticleRow } & Omit<ArticleListProps, "rows">;

function Row({ row, tab, tellsSites }: RowProps) {
  const { id, title, language, state, version, isChanged, site } = row;
  return (
    <CardItem href={tab === "drafts" ? `/knowledge/${id}?show=draft` : `/knowledge/${id}`} className="max-sm:py-3">
      <span lang={language} dir="auto" className="min-w-0 flex-1 basis-72 font-medium wrap-anywhere">
        {title}
      </span>
      <ReviewMark {...row} />
      {tab === "drafts" && state !== "draft" ? <Chip>{ARTICLE_STATE_LABELS[state]}</Chip> : null}
      {tab === "published" && isChanged ? <Chip tone="soon">Next version being written</Chip> : null}
      <span className="text-sm text-muted tabular-nums">
        {[languageName(language), version > 0 ? `version ${version}` : null, tellsSites ? site : null]
          .filter(Boolean)
          .join(", ")}
      </span>
    </CardItem>
  );
}
