import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { Check } from "@/lib/report/rules/result";

/** The rules that the figures must keep, and the cases that break one. */
export function ChecksCard({ checks }: { checks: Check[] }) {
  return (
    <Card aria-labelledby="checks">
      <CardHeader id="checks" title="Checks" />
      <ul className="divide-y divide-line">
        {checks.map(({ rule, holds, told, cases, more }) => (
          <li key={rule} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3.5 py-2.5">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium wrap-anywhere">{rule}</p>
              <p className="text-sm text-muted tabular-nums">{told}</p>
              {cases.length > 0 ? (
                <p className="text-sm">
                  Look at{" "}
                  {cases.map((reference, index) => (
                    <span key={reference}>
                      {index > 0 ? ", " : ""}
                      <Link
                        prefetch={false}
                        href={`/cases/${reference}`}
                        className="text-primary-text underline underline-offset-2"
                      >
                        {reference}
                      </Link>
                    </span>
                  ))}
                  {more > 0 ? ` and ${more.toLocaleString("en")} more` : ""}.
                </p>
              ) : null}
            </div>
            <Chip tone={holds ? "met" : "late"}>{holds ? "Holds" : "Does not hold"}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}
