/** An aid as it is told to OCHA's Financial Tracking Service and in IATI; built from what the fund records, nothing more. */
export interface AidRecord {
  case: string;
  city: string;
  country: string;
  kind: string;
  occurredOn: string;
  glide: string | null;
  decision: string;
  decidedOn: string;
  purpose: string;
  /** Decimal, in the currency of the decision. */
  amount: string;
  currency: string;
  paidAmount: string;
  paidOn: string | null;
  cancelled: boolean;
}

/** Fields that FTS needs of a flow: it counts commitments and payments, and leaves pledges out. */
export interface HumanitarianFlow {
  flow: string;
  source: string;
  recipient: string;
  recipientCountry: string;
  status: 'COMMITMENT' | 'PAID';
  amount: string;
  currency: string;
  decisionDate: string;
  statusDate: string;
  description: string;
  /** IATI: always an emergency flow. */
  humanitarian: '1';
  /** IATI codelist HumanitarianScopeType: 1, emergency. */
  scopeType: '1';
  /** IATI codelist HumanitarianScopeVocabulary: 1-2, GLIDE; 99, the reporting organisation's own. */
  scopeVocabulary: '1-2' | '99';
  scopeCode: string;
  /** OECD DAC purpose code. */
  sector: string;
  /** IATI codelist TransactionType: 2 outgoing commitment, 3 disbursement. */
  transactionType: '2' | '3';
}

export const SOURCE = 'Association internationale des maires francophones';

/** 72040 emergency food aid, 72011 basic health care in emergencies, 72010 material relief and services for all else. */
const sectors: Readonly<Record<string, string>> = { EPIDEMIC: '72011', DROUGHT: '72040', INSECT_INFESTATION: '72040' };

/** One flow for what is decided, and one for what is paid of it; an aid given up is no flow any more. */
export function flowsOf(aid: AidRecord): HumanitarianFlow[] {
  if (aid.cancelled) return [];
  const common = {
    source: SOURCE,
    recipient: aid.city,
    recipientCountry: aid.country,
    currency: aid.currency,
    decisionDate: aid.decidedOn,
    description: aid.purpose,
    humanitarian: '1',
    scopeType: '1',
    scopeVocabulary: aid.glide ? '1-2' : '99',
    scopeCode: aid.glide ?? aid.case,
    sector: sectors[aid.kind] ?? '72010',
  } as const;
  const commitment: HumanitarianFlow = {
    ...{ flow: `${aid.decision}-C`, status: 'COMMITMENT', amount: aid.amount, statusDate: aid.decidedOn },
    ...common,
    transactionType: '2',
  };
  if (aid.paidOn === null) return [commitment];
  const paid: HumanitarianFlow = {
    ...{ flow: `${aid.decision}-P`, status: 'PAID', amount: aid.paidAmount, statusDate: aid.paidOn },
    ...common,
    transactionType: '3',
  };
  return [commitment, paid];
}
