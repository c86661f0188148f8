import type { Metadata } from "next";
import { SurveyForm } from "@/components/survey/survey-form";
import { SurveyMessage } from "@/components/survey/survey-message";
import { requestAddress } from "@/lib/platform/throttle";
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
  const survey = await readOpenSurvey(token, { lang, score, now: new Date(), address: await requestAddress() });
  const language = lang === "es" ? "es" : "en";
  switch (survey.state) {
    case "gone":
      return <SurveyMessage language={language} {...PAGE_WORDS[language].gone} />;
    case "answered":
      return <SurveyMessage language={survey.language} site={survey.site} {...PAGE_WORDS[survey.language].thanks} />;
    case "open":
      return <SurveyForm token={token} survey={survey} />;
    default:
      return survey satisfies never;
  }
}
