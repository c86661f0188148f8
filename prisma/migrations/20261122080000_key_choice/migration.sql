-- CreateTable
CREATE TABLE "KeyChoice" (
    "personId" UUID NOT NULL,
    "lettersOff" BOOLEAN NOT NULL,
    "own" JSONB NOT NULL DEFAULT '{}',
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeyChoice_pkey" PRIMARY KEY ("personId")
);

-- AddForeignKey
ALTER TABLE "KeyChoice" ADD CONSTRAINT "KeyChoice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "KeyChoice" ADD CONSTRAINT "KeyChoice_own_plain" CHECK (jsonb_typeof("own") = 'object' AND length("own"::text) <= 1000);
