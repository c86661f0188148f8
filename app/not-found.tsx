import { ButtonLink } from "@/components/ui/button";

export default function NotFoundPage() {
  return (
    <main className="grid min-h-dvh place-content-center gap-3 p-6 text-center">
      <title>Not found · Heard</title>
      <h1 className="text-xl">Not found</h1>
      <p className="text-muted">There is nothing at this address.</p>
      <div>
        <ButtonLink href="/">My day</ButtonLink>
      </div>
    </main>
  );
}
