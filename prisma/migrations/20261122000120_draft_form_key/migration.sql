-- AlterTable
ALTER TABLE "Draft" ADD COLUMN     "formKey" UUID;
