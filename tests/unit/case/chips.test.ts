import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RowStateChip } from "@/components/case/case-chips";
import { STATE_LABELS, STATE_WORDS } from "@/lib/case/labels";
import { CaseState } from "@/lib/case/schema";

test.each(Object.values(CaseState))(
  "a row tells %s whether it is escalated or not, and the escalation beside it",
  (state) => {
    const [calm, escalated] = [false, true].map((isEscalated) =>
      renderToStaticMarkup(createElement(RowStateChip, { state, isEscalated })).replace(/<[^>]*>/g, ""),
    );
    const words = STATE_WORDS[state] ?? STATE_LABELS[state];
    expect(calm).toBe(words);
    expect(escalated).toBe(`${words}, escalated`);
  },
);
