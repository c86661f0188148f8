import { Card, CardBody } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { SurveyLanguage } from "@/lib/survey/schema";
import type { SurveyPage } from "@/lib/survey/types";
import { SurveyQuestions } from "./survey-questions";

type SurveyPreviewProps = { page: SurveyPage; language: SurveyLanguage };

/** A survey as whoever is asked will see it. What is chosen or typed in it goes nowhere. */
export function SurveyPreview({ page, language }: SurveyPreviewProps) {
  return (
    <section aria-label="Preview" className="grid max-w-md gap-2">
      <p className="text-sm text-muted">
        As whoever is asked sees it{page.issues ? ", with two issues as an example" : ""}. Nothing here is kept.
      </p>
      <Card lang={language}>
        {page.fields.length === 0 ? (
          <EmptyState title="It asks nothing yet" />
        ) : (
          <CardBody className="grid gap-5 p-5 sm:p-6">
            <div className="grid gap-1.5">
              <h2 className="text-xl tracking-tight wrap-anywhere">{page.title}</h2>
              <p className="wrap-anywhere">{page.intro}</p>
              <p className="text-sm text-muted">{page.notice}</p>
            </div>
            <SurveyQuestions page={page} language={language} />
          </CardBody>
        )}
      </Card>
    </section>
  );
}
