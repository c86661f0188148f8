"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type ReactNode, useContext, useState } from "react";
import { flushSync } from "react-dom";
import { leaveFor as leave } from "@/components/form/leaving";
import { useKeys } from "@/components/layout/keys";
import { describePatient } from "@/components/patient/patient-line";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { KeyChoiceContext } from "@/components/ui/key-hint";
import { useToast } from "@/components/ui/toast";
import { fitOf } from "@/lib/command/rules";
import type { CaseToOpen } from "@/lib/command/types";
import { type BoundKey, chosenKey, type LetterKey, printKey } from "@/lib/shared/keys";
import type { PageToOpen } from "./commands";
import type { PageCommand } from "./page-commands";
import { ROW_DEEDS, type RowInFocus } from "./row-in-focus";
import { useToOpen } from "./use-to-open";

export type PaletteProps = {
  isOpen: boolean;
  commands: PageCommand[];
  row: RowInFocus | null;
  pages: PageToOpen[];
  recent: string[];
  onClose: () => void;
};

/** Everything that can be done or opened from here, found by typing (ARIA combobox with a list). */
export function Palette({ isOpen, onClose, ...rest }: PaletteProps) {
  // The dialog is gone and the focus back before anything happens, so that the next dialog can open and give it back again.
  const leaveFor = (run: () => void) => {
    flushSync(onClose);
    setTimeout(run);
  };
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      title="Commands"
      titleHidden
      className="mt-[10vh] mb-auto [&_button[aria-label=Close]]:sm:hidden"
    >
      <Choices {...rest} leaveFor={leaveFor} />
    </Dialog>
  );
}

type ChoicesProps = Omit<PaletteProps, "isOpen" | "onClose"> & { leaveFor: (run: () => void) => void };

function Choices({ commands, row, pages, recent, leaveFor }: ChoicesProps) {
  const router = useRouter();
  const keys = useKeys();
  const tell = useToast();
  const [text, setText] = useState("");
  const { found, deeds, problem, isLooking } = useToOpen(text, recent, row?.reference);
  const [here, anywhere] = [commands.filter(isOfPage), commands.filter((command) => !isOfPage(command))];
  const doOnRow = ({ href, reference }: RowInFocus, key: LetterKey, label: string) =>
    keys?.doThere({
      ...{ href, keys: key },
      onMissing: () => tell({ title: `“${label}” is not something you can do on ${reference} now.`, tone: "late" }),
    });
  const go = (href: string) => leaveFor(() => leave(href, router.push));
  return (
    // Not a stop of the focus itself, or the dialog would begin there instead of in the box.
    <Command label="What would you like to do?" loop tabIndex={undefined} filter={fit}>
      <Command.Input
        value={text}
        onValueChange={setText}
        maxLength={300}
        placeholder="Do, open or find…"
        className="h-10 w-full rounded border border-line-strong bg-surface px-3 text-base pointer-coarse:text-lg max-sm:w-[calc(100%-2.5rem)]"
      />
      <Command.List label="Commands" className="mt-2 max-h-[min(26rem,60dvh)] overflow-y-auto overscroll-contain">
        {row ? (
          <Group heading={row.reference}>
            <Item value="row-open" words={`Open ${row.reference}`} keys="Enter" onSelect={() => go(row.href)} />
            {ROW_DEEDS.filter((deed) => deeds.includes(deed.keys)).map(({ keys: key, label }) => (
              <Item
                key={key}
                value={`row-${key}`}
                words={`${label} ${row.reference}`}
                keys={key}
                onSelect={() => leaveFor(() => doOnRow(row, key, label))}
              />
            ))}
          </Group>
        ) : null}
        <Commands heading="On this page" commands={here} onRun={leaveFor} />
        <Cases heading="Cases opened last" cases={found.recent} onOpen={go} />
        <Cases heading="Cases found" cases={found.cases} typed={text} onOpen={go} />
        {found.people.length > 0 ? (
          <Group heading="Patients found">
            {found.people.map((patient) => (
              <Item
                key={patient.id}
                value={`patient-${patient.id}`}
                words={patient.name}
                aside={`${describePatient(patient)} · ${patient.site}`}
                typed={text}
                onSelect={() => go(`/patients/${patient.id}`)}
              />
            ))}
          </Group>
        ) : null}
        {found.articles.length > 0 ? (
          <Group heading="Knowledge found">
            {found.articles.map(({ id, title, language, aside }) => (
              <Item
                key={id}
                value={`article-${id}`}
                words={title}
                language={language}
                aside={aside}
                typed={text}
                onSelect={() => go(`/knowledge/${id}`)}
              />
            ))}
          </Group>
        ) : null}
        <Commands heading="Anywhere" commands={anywhere} onRun={leaveFor} />
        <Group heading="Go to">
          {pages.map(({ href, label }) => (
            <Item key={href} value={`page-${href}`} words={label} onSelect={() => go(href)} />
          ))}
        </Group>
        {isLooking ? null : (
          <Command.Empty className="px-2.5 py-6 text-center text-muted">
            Nothing fits. Try a reference, a name, or another word for it.
          </Command.Empty>
        )}
      </Command.List>
      <p role="status" className="px-2.5 pt-2 text-sm text-muted empty:hidden">
        {problem ?? (isLooking ? "Looking it up…" : null)}
      </p>
    </Command>
  );
}

function isOfPage({ keys }: PageCommand): boolean {
  return keys !== "c" && keys !== "/" && keys !== "?";
}

type CommandsProps = { heading: string; commands: PageCommand[]; onRun: (run: () => void) => void };

function Commands({ heading, commands, onRun }: CommandsProps) {
  if (commands.length === 0) return null;
  return (
    <Group heading={heading}>
      {commands.map(({ id, label, place, keys, run }) => (
        <Item key={id} value={id} words={label} aside={place} keys={keys} onSelect={() => onRun(run)} />
      ))}
    </Group>
  );
}

type CasesProps = { heading: string; cases: CaseToOpen[]; typed?: string; onOpen: (href: string) => void };

function Cases({ heading, cases, typed, onOpen }: CasesProps) {
  if (cases.length === 0) return null;
  return (
    <Group heading={heading}>
      {cases.map(({ reference, about, who, state }) => (
        <Item
          key={reference}
          value={`case-${reference}`}
          words={about}
          aside={[reference, who, state].filter(Boolean).join(" · ")}
          typed={typed}
          onSelect={() => onOpen(`/cases/${reference}`)}
        />
      ))}
    </Group>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}

function fit(_value: string, typed: string, [words = "", aside = "", foundBy = ""]: string[] = []): number {
  return fitOf(typed, { words, aside, foundBy });
}

type ItemProps = {
  value: string;
  words: string;
  /** Of the words, where they are somebody's. */
  language?: string;
  aside?: string | null;
  keys?: BoundKey | null;
  /** What the server found it by: it fits however it is written. */
  typed?: string;
  onSelect: () => void;
};

function Item({ value, words, language, aside, keys, typed, onSelect }: ItemProps) {
  const choice = useContext(KeyChoiceContext);
  const key = keys ? chosenKey(keys, choice) : null;
  return (
    <Command.Item
      value={value}
      keywords={[words, aside ?? "", typed ?? ""]}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-3 rounded px-2.5 py-1 data-[selected=true]:bg-primary-soft data-[selected=true]:text-primary-text"
    >
      <span className="min-w-0 flex-1 wrap-anywhere">
        <bdi lang={language}>{words}</bdi>
        {aside ? (
          <>
            {" "}
            <span className="text-sm text-muted tabular-nums in-data-[selected=true]:text-current">
              <bdi>{aside}</bdi>
            </span>
          </>
        ) : null}
      </span>
      {key ? <Kbd className="shrink-0">{printKey(key, /Mac|iPhone|iPad/.test(navigator.platform))}</Kbd> : null}
    </Command.Item>
  );
}
