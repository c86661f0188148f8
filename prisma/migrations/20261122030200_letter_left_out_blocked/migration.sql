-- Alone, since what uses a new word needs it to be committed.
-- AlterEnum
ALTER TYPE "LetterLeftOut" ADD VALUE 'blocked';
