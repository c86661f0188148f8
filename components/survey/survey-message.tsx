"use client";

import { useEffect, useRef } from "react";
import { Card, CardBody } from "@/components/ui/card";
import type { SurveyLanguage } from "@/lib/survey/schema";

type SurveyMessageProps = { language: SurveyLanguage; title: string; body: string; takesFocus?: boolean };

/** All that the page of a survey says where there is nothing to answer. */
export function SurveyMessage({ language, title, body, takesFocus = false }: SurveyMessageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // What had it is gone: whoever reads by ear or key goes on from here.
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <Card lang={language}>
      <CardBody className="grid gap-2 p-6" role="status">
        <h1 ref={heading} tabIndex={-1} className="text-xl tracking-tight">
          {title}
        </h1>
        <p className="text-muted">{body}</p>
      </CardBody>
    </Card>
  );
}
