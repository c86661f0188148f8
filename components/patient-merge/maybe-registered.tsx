"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { describePatient } from "@/components/patient/patient-line";
import { Notice } from "@/components/ui/notice";
import { findSamePersonAction } from "@/lib/patient-merge/actions";
import type { PossibleSamePerson } from "@/lib/patient-merge/types";

const ASKED = ["siteId", "name", "bornOn", "recordNumber", "phone"] as const;
const PAUSE_MS = 400;

/** While somebody is registered: people who may be the same. Opens them in a new tab, so that nothing typed is left behind. */
export function MaybeRegistered({ form }: { form: RefObject<HTMLFormElement | null> }) {
  const [found, setFound] = useState<PossibleSamePerson[]>([]);
  const latest = useRef(0);

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let before = "";
    const ask = () => {
      const typed = new FormData(element);
      const data = new FormData();
      for (const name of ASKED) data.set(name, String(typed.get(name) ?? ""));
      const question = JSON.stringify([...data]);
      if (question === before) return;
      before = question;
      latest.current += 1;
      const mine = latest.current;
      void findSamePersonAction(null, data)
        .catch(() => null)
        .then((result) => {
          if (mine === latest.current) setFound(result?.ok ? result.data : []);
        });
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    };
    later();
    element.addEventListener("input", later);
    return () => {
      clearTimeout(timer);
      element.removeEventListener("input", later);
    };
  }, [form]);

  return (
    <div aria-live="polite">
      {found.length > 0 ? (
        <Notice tone="soon" live="none" title="Maybe registered already">
          <ul className="mt-1 grid gap-1.5">
            {found.map((person) => (
              <li key={person.id} className="wrap-anywhere">
                <a
                  href={`/patients/${person.id}`}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex min-h-6 items-center font-medium underline underline-offset-2"
                >
                  <bdi>{person.name}</bdi>
                  <span className="sr-only"> (opens in a new tab)</span>
                </a>{" "}
                <span className="text-sm tabular-nums">
                  {describePatient(person)} · {person.why}
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}
