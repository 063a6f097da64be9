import type { Office } from '../delegations/delegation';

export const noticeKinds = [
  'CASE_OPENED',
  'PROPOSALS_CALLED',
  'SIGNATURE_ASKED',
  'DECISION_ASKED',
  'AID_GRANTED',
  'AID_REFUSED',
  'PROPOSAL_RETURNED',
  'AID_CANCELLED',
  'PAYMENT_FAILED',
  'AID_PAID',
  'APPEAL_OPENED',
  'REPORT_DUE',
  'REPORT_OVERDUE',
  'REPORT_RECEIVED',
  'CASE_CLOSED',
  'FUND_SHORT',
  'DONOR_REPORT_DUE',
  'DONOR_REPORT_OVERDUE',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

type Audience =
  'presidency' | 'committee-presidency' | 'secretariat' | 'finance-officer' | 'finance-controller' | 'project-officer';

/** Who is told what. Whoever did the act isn't told of it. */
export const audiences: Record<NoticeKind, readonly Audience[]> = {
  CASE_OPENED: ['presidency', 'committee-presidency', 'secretariat'],
  PROPOSALS_CALLED: ['committee-presidency', 'secretariat'],
  SIGNATURE_ASKED: ['committee-presidency', 'secretariat'],
  DECISION_ASKED: ['presidency'],
  AID_GRANTED: ['committee-presidency', 'secretariat', 'finance-officer', 'finance-controller'],
  AID_REFUSED: ['committee-presidency', 'secretariat'],
  PROPOSAL_RETURNED: ['committee-presidency', 'secretariat'],
  AID_CANCELLED: ['committee-presidency', 'secretariat', 'finance-officer'],
  PAYMENT_FAILED: ['presidency', 'secretariat'],
  AID_PAID: ['presidency', 'committee-presidency', 'secretariat'],
  APPEAL_OPENED: ['presidency', 'secretariat', 'finance-officer'],
  REPORT_DUE: ['committee-presidency', 'secretariat'],
  REPORT_OVERDUE: ['presidency', 'committee-presidency', 'secretariat'],
  REPORT_RECEIVED: ['presidency', 'committee-presidency'],
  CASE_CLOSED: ['presidency', 'committee-presidency', 'secretariat', 'finance-officer'],
  FUND_SHORT: ['presidency', 'finance-officer', 'finance-controller'],
  DONOR_REPORT_DUE: ['finance-officer', 'project-officer'],
  DONOR_REPORT_OVERDUE: ['finance-officer', 'project-officer'],
};

/** Notices that stay in the inbox until what they ask is done, read or not. */
export const asking: readonly NoticeKind[] = [
  'PROPOSALS_CALLED',
  'SIGNATURE_ASKED',
  'DECISION_ASKED',
  'PROPOSAL_RETURNED',
  'PAYMENT_FAILED',
  'REPORT_DUE',
  'REPORT_OVERDUE',
  'FUND_SHORT',
  'DONOR_REPORT_DUE',
  'DONOR_REPORT_OVERDUE',
];

/** The office whose stand-ins are told with the role. */
export const officeOf: Partial<Record<Audience, Office>> = {
  presidency: 'PRESIDENCY',
  'committee-presidency': 'COMMITTEE_PRESIDENCY',
  secretariat: 'SECRETARIAT',
};

/** What a notice is about, by the ids of their pages; all null where the fund itself is meant. */
interface Subject {
  proposal: string | null;
  caseId: string | null;
  agreement: string | null;
}

/**
 * Where a notice leads: the decision sheet where there is a proposal, else the case, the agreement or the fund. Ids only:
 * an address tells nothing.
 */
export function linkOf({ proposal, caseId, agreement }: Subject): string {
  if (proposal) return `/urgence/propositions/${proposal}`;
  if (agreement) return `/contributions/${agreement}`;
  return caseId ? `/urgence/dossiers/${caseId}` : '/urgence';
}
