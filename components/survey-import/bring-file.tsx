"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { sendTo } from "@/components/attachment/send-file";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useSignInAgain } from "@/components/form/sign-in-again";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { newId } from "@/lib/shared/ids";
import { MOST_FILE_MB, MOST_ROWS } from "@/lib/survey-import/schema";

type BringFileProps = { sites: { id: string; name: string }[] };

/** A file is chosen and sent as it is; what its columns are is asked on its own page. */
export function BringFile({ sites }: BringFileProps) {
  const id = useId();
  const router = useRouter();
  const signInAgain = useSignInAgain();
  const [siteId, setSiteId] = useState(sites[0]?.id ?? "");
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<string | undefined>();
  const [share, setShare] = useState<number | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!file) return setError("Choose a file.");
    setError(undefined);
    const address = `/api/survey-imports?${new URLSearchParams({ siteId, importId: newId(), name: file.name })}`;
    const once = () => sendTo<{ importId: string }>(address, { file, onShare: setShare }).result;
    setShare(0);
    let answer = await once();
    if (answer !== "cancelled" && !answer.ok && answer.code === "UNAUTHENTICATED" && (await signInAgain()))
      answer = await once();
    if (answer !== "cancelled" && answer.ok) return router.push(`/surveys/import/${answer.data.importId}`);
    setShare(null);
    if (answer !== "cancelled") setError(answer.fieldErrors?.file?.[0] ?? answer.message);
  };
  return (
    <form onSubmit={send} className="grid gap-3">
      {sites.length > 1 ? (
        <Field id={`${id}-site`} label="Site">
          {(control) => (
            <Select
              {...control}
              value={siteId}
              onChange={(event) => setSiteId(event.currentTarget.value)}
              options={sites.map((site) => ({ value: site.id, label: site.name }))}
            />
          )}
        </Field>
      ) : null}
      <Field
        id={`${id}-file`}
        label="File"
        hint={`CSV or TSV with the names of the columns in its first line, up to ${MOST_FILE_MB} MB and ${MOST_ROWS.toLocaleString("en")} rows. How its letters and cells are written is found by itself.`}
        error={error}
      >
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            className="h-auto py-1.5 read-only:bg-surface"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" pending={share !== null} pendingLabel="Sending…">
          Send and look at its columns
        </Button>
        {share === null ? null : (
          <Progress aria-label="Sent so far" value={share} max={1} className="flex-1 basis-40" />
        )}
      </div>
    </form>
  );
}
