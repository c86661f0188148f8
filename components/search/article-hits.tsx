import Link from "next/link";
import { ReviewMark } from "@/components/knowledge/article-marks";
import { CATEGORY_LABELS } from "@/lib/knowledge/labels";
import { languageName } from "@/lib/patient/labels";
import type { ArticleHit } from "@/lib/search/types";
import { Marked } from "./marked";

type ArticleHitsProps = { hits: ArticleHit[]; tellsSites: boolean };

/** Articles found by their words, each with the words around them and whether somebody should have read it again. */
export function ArticleHits({ hits, tellsSites }: ArticleHitsProps) {
  return (
    <ul className="divide-y divide-line">
      {hits.map(({ id, title, snippet, category, language, version, site, ...review }) => (
        <li key={id} className="grid gap-1.5 px-4 py-3">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <Link
              href={`/knowledge/${id}`}
              prefetch={false}
              lang={language}
              className="min-h-6 font-medium wrap-anywhere text-primary-text underline-offset-2 hover:underline"
            >
              <bdi>
                <Marked stretches={title} />
              </bdi>
            </Link>
            <ReviewMark {...review} />
          </div>
          <p className="text-sm text-muted tabular-nums">
            {[CATEGORY_LABELS[category], languageName(language), `version ${version}`, tellsSites ? site : null]
              .filter(Boolean)
              .join(", ")}
          </p>
          <p lang={language} dir="auto" className="max-w-prose text-sm wrap-anywhere">
            <Marked stretches={snippet} />
          </p>
        </li>
      ))}
    </ul>
  );
}
