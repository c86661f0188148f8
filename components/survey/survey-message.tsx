import { Card, CardBody } from "@/components/ui/card";
import type { SurveyLanguage } from "@/lib/survey/schema";

type SurveyMessageProps = { language: SurveyLanguage; title: string; body: string };

/** All that the page of a survey says where there is nothing to answer. */
export function SurveyMessage({ language, title, body }: SurveyMessageProps) {
  return (
    <Card lang={language}>
      <CardBody className="grid gap-2 p-6" role="status">
        <h1 className="text-xl tracking-tight">{title}</h1>
        <p className="text-muted">{body}</p>
      </CardBody>
    </Card>
  );
}
