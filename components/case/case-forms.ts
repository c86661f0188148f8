// What the page of a case writes with. Nothing is used from here: asked for as somebody stands on a row, it is read and ready when the case is opened.
import "@/components/billing/open-dispute-dialog";
import "@/components/case/case-moves";
import "@/components/case/change-case-dialog";
import "@/components/contact/case-composer";
import "@/components/escalation/escalate-dialog";
import "@/components/follow-up/promise-dialog";
import "@/components/issue/code-issue-dialog";
import "@/components/issue/decide-issue-dialog";
import "@/components/letter/write-letter-dialog";
import "@/components/request/ask-unit-dialog";
import "@/components/survey/withhold-dialog";
