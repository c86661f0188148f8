import type { Metadata } from "next";
import { SurveyForm } from "@/components/survey/survey-form";
import { SurveyMessage } from "@/components/survey/survey-message";
import { readOpenSurvey } from "@/lib/survey/queries/links";
import { PAGE_WORDS } from "@/lib/survey/rules/words";
import { surveyPageSchema } from "@/lib/survey/schema";

export const metadata: Metadata = { title: "Survey" };

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SurveyPage({ params, searchParams }: Props) {
  const [{ token }, asked] = await Promise.all([params, searchParams]);
  const { lang, score } = surveyPageSchema.parse(asked);
  const survey = await readOpenSurvey(token, { lang, score, now: new Date() });
  switch (survey.state) {
    case "gone":
      return <SurveyMessage language={lang ?? "en"} {...PAGE_WORDS[lang ?? "en"].gone} />;
    case "answered":
      return <SurveyMessage language={survey.language} {...PAGE_WORDS[survey.language].thanks} />;
    case "open":
      return <SurveyForm token={token} survey={survey} />;
    default:
      return survey satisfies never;
  }
}
