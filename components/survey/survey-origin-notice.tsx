import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import type { SurveyOrigin } from "@/lib/survey/types";

/** That a case came from the answer to a survey, and why. */
export function SurveyOriginNotice({ origin }: { origin: SurveyOrigin | null }) {
  if (!origin) return null;
  if (origin.reference === null) {
    return (
      <Notice live="none" title="This came with an imported answer to a survey">
        {origin.worries.join(". ")}. The survey: <bdi>{origin.survey}</bdi>. Who answered is not known here.
      </Notice>
    );
  }
  return (
    <Notice live="none" title="This came with the answer to a survey">
      {origin.worries.join(". ")}. They were asked about{" "}
      <Link
        prefetch={false}
        href={`/cases/${origin.reference}`}
        className="text-primary-text underline underline-offset-2"
      >
        {origin.reference}
      </Link>
      .
    </Notice>
  );
}
