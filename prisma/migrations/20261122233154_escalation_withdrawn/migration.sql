-- AlterEnum
ALTER TYPE "EscalationEnd" ADD VALUE 'withdrawn';
