-- What these held stands in "Case_by_received", "Case_of_nobody" and "Case_by_due" too, whose order begins with whether a case is open.
DROP INDEX "Case_open";
DROP INDEX "Case_unassigned";
DROP INDEX "Case_due";
