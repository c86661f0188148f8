import Link from "next/link";

/** Beside words that were first said on another case, where they came from; nothing where it was not split off. */
export function SplitFrom({ reference }: { reference: string | null }) {
  if (reference === null) return null;
  return (
    <>
      {" "}
      Split from{" "}
      <Link
        prefetch={false}
        href={`/cases/${reference}`}
        className="text-primary-text tabular-nums underline-offset-2 hover:underline"
      >
        {reference}
      </Link>
      .
    </>
  );
}
