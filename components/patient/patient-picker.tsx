"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { ErrorText, type FieldError } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Button } from "@/components/ui/button";
import { searchPatientsAction } from "@/lib/patient/actions";
import { MOST_FOUND } from "@/lib/patient/rules/find";
import type { PatientRow } from "@/lib/patient/types";
import { cn } from "@/lib/shared/cn";
import { describePatient } from "./patient-line";

type PatientPickerProps = {
  id: string;
  name: string;
  error?: FieldError;
  chosen: PatientRow | null;
  onChoose: (patient: PatientRow | null) => void;
  /** Patients of other sites cannot be chosen for a case of this one. Empty while the site is open: whoever is chosen decides it. */
  siteId: string;
  sites: { id: string; name: string }[];
  /** Under the box while nobody is chosen. */
  aside?: ReactNode;
};

const PAUSE_MS = 200;
const MANY = `These are the ${MOST_FOUND} likeliest, among many. Add a date of birth or a record number.`;

/** Search as you type over the patients one may see (ARIA combobox with a list). Leaving it empty is an answer too. */
export function PatientPicker({ id, name, error, chosen, onChoose, siteId, sites, aside }: PatientPickerProps) {
  const listId = useId();
  const [text, setText] = useState("");
  const [found, setFound] = useState<PatientRow[] | null>(null);
  /** There may be more than the list holds. */
  const [isCut, setCut] = useState(false);
  /** Which is highlighted; none before an arrow goes to one of several. */
  const [active, setActive] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const latest = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  const change = useRef<HTMLButtonElement>(null);
  const hasJustChosen = useRef(false);

  // The box that had the focus is gone once somebody is chosen.
  useEffect(() => {
    if (!chosen || !hasJustChosen.current) return;
    hasJustChosen.current = false;
    change.current?.focus();
  }, [chosen]);

  useEffect(() => {
    const query = text.trim();
    latest.current += 1;
    const mine = latest.current;
    // The list of an older text is no list for this one.
    setFound(null);
    if (query.length < 2 && !/[^\p{ASCII}\p{Script=Latin}]/u.test(query)) return setFound(null);
    const timer = setTimeout(async () => {
      const data = new FormData();
      data.set("q", query);
      if (siteId) data.set("siteId", siteId);
      const result = await searchPatientsAction(null, data).catch(() => null);
      if (mine !== latest.current) return;
      setProblem(
        result?.ok
          ? null
          : (result?.message ?? "The server cannot be reached. Log the case without a patient, or try again."),
      );
      const patients = result?.ok ? choosable(result.data, sites) : [];
      setFound(patients);
      setCut(result?.ok === true && result.data.length >= MOST_FOUND);
      setActive(patients.length === 1 ? 0 : null);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, siteId, sites]);

  const choose = (patient: PatientRow) => {
    onChoose(patient);
    hasJustChosen.current = true;
    setText("");
    setFound(null);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter here never sends the form: it chooses, or waits for the list.
    if (event.key === "Enter") event.preventDefault();
    if (!found?.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const isDown = event.key === "ArrowDown";
      const from = active ?? (isDown ? -1 : found.length);
      setActive((from + (isDown ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter") {
      const patient = active === null ? undefined : found[active];
      if (patient) choose(patient);
    } else if (event.key === "Escape") {
      event.preventDefault();
      setFound(null);
    }
  };

  const isOpen = found !== null;
  return (
    <div className="min-w-0">
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-2">
        <label htmlFor={id} className="font-medium">
          Which patient is it about?
        </label>
        <span id={`${id}-hint`} className="text-sm text-muted">
          Name, record number or date of birth.
        </span>
      </div>
      <input type="hidden" name={name} value={chosen?.id ?? ""} />
      {chosen ? (
        <div className="flex min-h-9.5 items-center gap-2 rounded border border-line-strong bg-surface ps-2.5">
          <span className="min-w-0 flex-1 truncate">
            <bdi className="font-medium">{chosen.name}</bdi>{" "}
            <span className="text-muted tabular-nums">{describePatient(chosen)}</span>
          </span>
          <Button
            ref={change}
            id={id}
            aria-label={`Change patient, now ${chosen.name}`}
            variant="quiet"
            size="s"
            icon={<X aria-hidden />}
            onClick={() => {
              onChoose(null);
              requestAnimationFrame(() => input.current?.focus());
            }}
          >
            Change
          </Button>
        </div>
      ) : (
        <div className="relative">
          <Input
            ref={input}
            id={id}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={active !== null && found?.[active] ? `${listId}-${active}` : undefined}
            aria-describedby={`${id}-hint`}
            aria-invalid={error ? true : undefined}
            autoComplete="off"
            dir="auto"
            maxLength={300}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              // At once, so that an Enter right behind the last letter meets no list of an older text.
              setFound(null);
            }}
            onKeyDown={onKeyDown}
            onBlur={() => setFound(null)}
          />
          <div
            className={cn(
              "absolute inset-x-0 top-full z-10 mt-1 rounded-lg border bg-raised shadow",
              !(isOpen && found.length > 0) && "hidden",
            )}
          >
            <div id={listId} role="listbox" aria-label="Patients found" className="max-h-72 overflow-y-auto p-1">
              {(found ?? []).map((patient, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys, as ARIA asks.
                // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox.
                <div
                  key={patient.id}
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={index === active}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(patient)}
                  className={cn(
                    "cursor-pointer rounded px-2.5 py-1.5",
                    index === active && "bg-primary-soft text-primary-text",
                  )}
                >
                  <bdi className="font-medium">{patient.name}</bdi>{" "}
                  <span className={cn("tabular-nums", index !== active && "text-muted")}>
                    {describePatient(patient)}
                    {siteId ? null : ` · ${patient.site}`}
                  </span>
                </div>
              ))}
            </div>
            <p role="status" className="border-t px-3.5 py-1.5 text-sm text-muted empty:hidden">
              {isCut ? MANY : null}
            </p>
          </div>
          <p role="status" className="mt-1 text-sm text-muted empty:hidden">
            {problem ?? (isOpen && found.length === 0 ? "Nobody fits. Check the spelling, or go on without." : null)}
          </p>
        </div>
      )}
      <ErrorText id={id} error={error} />
      {aside && !chosen ? <div className="mt-1 -ms-2.5">{aside}</div> : null}
    </div>
  );
}

// Whoever has died comes last, so that the living person of the same name is not passed over for them.
function choosable(found: PatientRow[], sites: { id: string }[]): PatientRow[] {
  return found
    .filter(({ siteId }) => sites.some(({ id }) => id === siteId))
    .toSorted((a, b) => Number(a.isDeceased) - Number(b.isDeceased));
}
