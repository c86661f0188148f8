import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { CaseTable } from "@/components/case/case-table";
import { PageHeader } from "@/components/layout/page-header";
import { PatientTable } from "@/components/patient/patient-table";
import { RequestList } from "@/components/request/request-list";
import { ArticleHits } from "@/components/search/article-hits";
import { LeftOutNotice } from "@/components/search/left-out-notice";
import { WrittenCard } from "@/components/search/written-card";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { canAnywhere } from "@/lib/access/policy";
import { findCaseReference } from "@/lib/case/queries/detail";
import { listCasesByReference, listCasesOfPatients } from "@/lib/case/queries/lists";
import { guessReferences, readReference } from "@/lib/case/rules";
import { searchPatients } from "@/lib/patient/queries";
import { isSameNumber, readPatientQuery } from "@/lib/patient/rules/find";
import { requireViewer } from "@/lib/platform/viewer";
import { canSearch, soughtBy } from "@/lib/search/policy";
import { searchArticles } from "@/lib/search/queries/articles";
import { isOlder, searchCases } from "@/lib/search/queries/cases";
import { MOST_APART, MOST_BESIDE, MOST_HITS } from "@/lib/search/queries/hits";
import { MOST_ASKED, searchRequests } from "@/lib/search/queries/requests";
import { wordsNotInNames } from "@/lib/search/rules/names";
import { readSearch, wordsToFind } from "@/lib/search/rules/query";
import { MOST_TERMS, MOST_TYPED, searchSchema } from "@/lib/search/schema";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Search" };

const WHAT_TO_TYPE =
  "a reference, a patient’s name, record number or date of birth, or words from a case, its files or an article,";

type Props = { searchParams: Promise<RawSearchParams> };

/**
 * A reference leads straight to its case, whole or as far as only one case fits it, and a whole record number to its patient alone.
 * Anything else finds patients with their cases, and cases by what was written in them.
 */
export default async function SearchPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!canSearch(viewer)) notFound();
  const { cases: worksCases, requests: isAsked } = soughtBy(viewer);
  const { q: text, isCut, page } = parseSearchParams(searchSchema, await searchParams);
  const now = new Date();
  const reading = readReference(text);
  const whole = reading.kind === "reference" ? await findCaseReference(viewer, reading.reference) : null;
  if (whole) redirect(`/cases/${whole}`);
  const query = readSearch(text);
  // Whoever turns to older cases has seen the rest.
  const isLater = isOlder(page);
  const [guessed, named] = await Promise.all([
    isLater ? [] : listCasesByReference(viewer, guessReferences(text, now), now),
    isLater ? [] : searchPatients(viewer, wordsToFind(query), now),
  ]);
  const [only] = guessed;
  if (only && guessed.length === 1 && named.length === 0) redirect(`/cases/${only.reference}`);
  const exact = named.filter(({ recordNumber }) => isSameNumber(recordNumber, text));
  const patients = exact.length > 0 ? exact : named;
  const isWritten = reading.kind === "other" && exact.length === 0 && text !== "";
  const [ofPatients, written, requests, knowledge] = await Promise.all([
    listCasesOfPatients(
      viewer,
      patients.map(({ id }) => id),
      now,
    ),
    isWritten ? searchCases(viewer, text, now, page) : null,
    isLater ? null : searchRequests(viewer, text, now),
    isWritten && !isLater ? searchArticles(viewer, text, now) : null,
  ]);
  const cases = [...guessed, ...ofPatients.filter(({ id }) => guessed.every((found) => found.id !== id))];
  const canRegister = canAnywhere(viewer, "patient.work");
  const hits = written?.outcome === "found" ? written.hits : [];
  const asked = requests?.outcome === "found" ? requests : null;
  const articles = knowledge?.outcome === "found" ? knowledge : null;
  const isStopped = [written, requests, knowledge].some((search) => search?.outcome === "too_slow");
  const leftOut = exact.length > 0 ? [] : wordsNotInNames(readPatientQuery(wordsToFind(query)).names, patients);
  const writtenCard =
    written?.outcome === "found" && hits.length > 0 ? (
      <WrittenCard
        hits={hits}
        older={written.older && hrefWith("/search", { q: text, page: written.older })}
        newest={isLater ? hrefWith("/search", { q: text }) : null}
      />
    ) : null;
  const isFound =
    patients.length + cases.length + hits.length + (asked?.rows.length ?? 0) + (articles?.hits.length ?? 0) > 0;

  return (
    <>
      <PageHeader
        title="Search"
        description={
          text ? (
            <>
              Looked for “<bdi>{text}</bdi>” among{" "}
              {worksCases
                ? "references, patients, articles and what is written in cases and their files"
                : isAsked
                  ? "what your unit is asked, and articles"
                  : "articles"}
              .
            </>
          ) : (
            <>
              Type {worksCases ? WHAT_TO_TYPE : `words from ${isAsked ? "a request or " : ""}an article`} into the box
              above.
            </>
          )
        }
      />
      {reading.kind === "slip" || reading.kind === "reference" ? (
        <NoSuchReference isSlip={reading.kind === "slip"} />
      ) : null}
      <div className="grid gap-3.5">
        {isCut || query.isCut ? (
          <Notice live="none">
            Only the first {isCut ? `${MOST_TYPED} characters` : `${MOST_TERMS} words`} were looked for. Leave some out
            to be sure.
          </Notice>
        ) : null}
        {text && asked?.isPartial ? (
          <Notice live="none">
            Of what your unit was asked, the latest {MOST_ASKED.toLocaleString("en")} were looked through.
          </Notice>
        ) : null}
        {asked && asked.rows.length > 0 ? (
          <Card aria-labelledby="requests">
            <CardHeader
              id="requests"
              title="Asked of your unit"
              count={asked.isCapped ? `${MOST_HITS}, the latest` : asked.rows.length}
            />
            <RequestList requests={asked.rows} now={now.toISOString()} />
            {asked.isCapped ? (
              <p className="border-t border-line px-4 py-2.5 text-sm text-muted">
                There are more. Add a word that few of them have.
              </p>
            ) : null}
          </Card>
        ) : null}
        {isStopped ? (
          <Notice tone="soon" live="none">
            Looking through what is written took too long, so it was stopped.{" "}
            {worksCases
              ? "Add a word that few cases have, or search by a name or a reference."
              : "Try again in a moment, or with another word."}
          </Notice>
        ) : null}
        {written?.outcome === "found" && written.isLost ? (
          <Notice live="none">The page in this address is not one of this search, so it begins with the newest.</Notice>
        ) : null}
        {written?.outcome === "found" && written.isPartial ? (
          <Notice live="none">
            Each of these words is in more than {MOST_APART.toLocaleString("en")} cases. For words that stand apart,
            some in a case and some in its files, the newest of them were looked through. Add a word that few cases
            have.
          </Notice>
        ) : null}
        {written?.outcome === "found" && written.isBounded ? (
          <Notice live="none">
            To look everywhere for words beside each other took too long. Of the cases of each site that have all of the
            words, the newest were looked through, {MOST_BESIDE.toLocaleString("en")} at most. Add a word that few cases
            have.
          </Notice>
        ) : null}
        {leftOut.length > 0 ? writtenCard : null}
        {leftOut.length > 0 ? <LeftOutNotice words={leftOut} /> : null}
        {patients.length + cases.length > 0 ? (
          <>
            <Results
              id="cases"
              title="Cases"
              count={cases.length}
              narrow="The latest of these patients. Open a patient for all of theirs, or add a word that the case has."
            >
              <CaseTable
                caption="Cases found"
                rows={cases}
                now={now.toISOString()}
                empty={<EmptyState title="They have no case that you may see" />}
              />
            </Results>
            <Results
              id="patients"
              title="Patients"
              count={patients.length}
              narrow="There may be more. Add another name, or a date of birth or record number."
            >
              <PatientTable
                caption="Patients found"
                rows={patients}
                empty={<EmptyState title="No patient fits this number" />}
              />
            </Results>
          </>
        ) : null}
        {articles && articles.hits.length > 0 && hits.length > 0 ? (
          <p>
            <a href="#articles" className="text-primary-text underline-offset-2 hover:underline">
              Found in knowledge too: {articles.isCapped ? `${MOST_HITS} or more` : articles.hits.length}
            </a>
          </p>
        ) : null}
        {leftOut.length > 0 ? null : writtenCard}
        {articles && articles.hits.length > 0 ? (
          <Card aria-labelledby="knowledge" id="articles" className="scroll-mt-16">
            <CardHeader
              id="knowledge"
              title="Knowledge"
              count={articles.isCapped ? `${MOST_HITS}, the newest` : articles.hits.length}
            />
            <ArticleHits hits={articles.hits} tellsSites={viewer.sites.length > 1} />
          </Card>
        ) : null}
      </div>
      {text && reading.kind === "other" && !isFound && !isStopped ? (
        <Card>
          {wordsToFind(query) === "" ? (
            <EmptyState title="There is nothing to look for">
              {query.terms.length > 0
                ? "These are only words to leave out. Add one that should occur."
                : "There is no letter and no number in this. Add a word, a name or a reference."}
            </EmptyState>
          ) : !worksCases ? (
            <EmptyState title="Nothing fits">
              Check the spelling, or leave a word out.{" "}
              {isAsked
                ? "Articles are looked at, and what your unit is asked, what it answered, and what was shared with it of the case."
                : "The articles of your sites are looked at."}
            </EmptyState>
          ) : (
            <EmptyState
              title="Nothing fits"
              action={
                canRegister ? (
                  <ButtonLink href={hrefWith("/patients/new", { name: text })}>Register a patient</ButtonLink>
                ) : undefined
              }
            >
              Check the spelling, leave a word out, or try the record number, the date of birth or the reference of a
              case.
            </EmptyState>
          )}
        </Card>
      ) : null}
    </>
  );
}

function NoSuchReference({ isSlip }: { isSlip: boolean }) {
  return (
    <Card className="mb-3.5">
      {isSlip ? (
        <EmptyState title="There is a slip in this reference">
          Its last digit does not fit the others, so one digit is wrong or two are swapped. Ask them to read it out once
          more, or search by their name in the box above.
        </EmptyState>
      ) : (
        <EmptyState title="No case has this reference">
          It reads right, but no case that you may see bears it. It may belong to another site.
        </EmptyState>
      )}
    </Card>
  );
}

type ResultsProps = { id: string; title: string; count: number; narrow: string; children: ReactNode };

const MOST_LISTED = 20;

/** `narrow`: how to find the others, where there may be more than are listed. */
function Results({ id, title, count, narrow, children }: ResultsProps) {
  const isFull = count >= MOST_LISTED;
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} count={isFull ? `${count}, the first` : count} />
      {children}
      {isFull ? <p className="border-t border-line px-4 py-2.5 text-sm text-muted">{narrow}</p> : null}
    </Card>
  );
}
