"use client";

import { useEffect, useRef } from "react";
import { Card, CardBody } from "@/components/ui/card";
import type { SurveyLanguage } from "@/lib/survey/schema";

type SurveyMessageProps = {
  language: SurveyLanguage;
  /** Who asked, where the link says so. */
  site?: string;
  title: string;
  body: string;
  takesFocus?: boolean;
};

/** Whose survey it is: whoever opens the link may never have heard of Heard. */
export function SurveySite({ name }: { name: string }) {
  return (
    <p className="font-medium wrap-anywhere text-primary-text">
      <bdi>{name}</bdi>
    </p>
  );
}

/** All that the page of a survey says where there is nothing to answer. */
export function SurveyMessage({ language, site, title, body, takesFocus = false }: SurveyMessageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // What had it is gone: whoever reads by ear or key goes on from here.
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <Card lang={language}>
      <CardBody className="grid gap-2 p-6" role="status">
        {site ? <SurveySite name={site} /> : null}
        <h1 ref={heading} tabIndex={-1} className="text-xl tracking-tight">
          {title}
        </h1>
        <p className="text-muted">{body}</p>
      </CardBody>
    </Card>
  );
}
