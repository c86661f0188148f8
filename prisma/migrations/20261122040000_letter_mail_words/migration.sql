-- Alone, since what uses a new word needs it to be committed.
-- AlterEnum
ALTER TYPE "LetterState" ADD VALUE 'sending' BEFORE 'sent';
ALTER TYPE "LetterWay" ADD VALUE 'email';
ALTER TYPE "LetterWay" ADD VALUE 'email_own';
ALTER TYPE "MailKind" ADD VALUE 'letter';
