import { type Language, minorOf, percentDigits } from '../../../money/format';
import type { AgreementDetail, Contributions } from '../contributions-api';

type Register = Contributions['RegisterAgreementDto'];
type Amend = Contributions['AmendAgreementDto'];
export type ConditionKind = Contributions['ConditionDto']['kind'];

export const currencies = ['EUR', 'USD', 'CHF', 'CAD', 'GBP', 'XOF', 'XAF', 'MAD', 'TND'];
const pegged = ['XOF', 'XAF', 'KMF'];
/** Whether a currency needs a rate to be worth euros. */
export function floats(currency: string): boolean {
  return currency !== 'EUR' && !pegged.includes(currency);
}

export const clauseKinds = [
  'EMERGENCY_FUND',
  'RETAIN_IN_AGREEMENT',
  'RETURN_TO_DONOR',
  'OFFSET_AGAINST_NEXT_PAYMENT',
  'THRESHOLD',
] as const;
export const conditionKinds = ['DATE', 'SIGNATURE', 'REPORT_ACCEPTED', 'PERCENT_CONSUMED', 'FULL_COST_PROVEN'] as const;
export const reportKinds = ['INTERIM', 'FINAL', 'NARRATIVE', 'FINANCIAL', 'AUDIT'] as const;
export const unspentClauses = ['ASK', 'RETURN_TO_DONOR', 'KEEP'] as const;
export const exchangeMethods = ['USUAL_PRACTICE', 'CONTRACT_RATE', 'INFOREURO', 'ECB_AVERAGE'] as const;

export interface InstalmentValues {
  number: number;
  amount: string;
  dueOn: string;
  condition: { kind: ConditionKind; percent: string; earlierPercent: string; report: 'INTERIM' | 'FINAL' };
}

/** A form of an agreement; its paths are those of the platform, so that a refusal finds its field. */
export interface AgreementValues {
  code: string;
  donor: string;
  instrument: Register['instrument'];
  currency: string;
  amount: string;
  signedOn: string;
  period: { from: string; to: string };
  eligibility: { from: string; to: string };
  countsAs: 'FUND' | 'CITY';
  earmark: {
    level: Contributions['EarmarkDto']['level'];
    themes: string[];
    countries: string[];
    projects: string[];
    programmes: string[];
    case: string;
  };
  restrictions: {
    countries: string[];
    excludedCountries: string[];
    excludedThemes: string[];
    perProject: string;
  };
  interestClauses: { from: string; kind: (typeof clauseKinds)[number]; threshold: string }[];
  managementFeeRate: string;
  coFinancingCap: string;
  aidRate: string;
  variationLimit: string;
  indirectCostCap: string;
  exchangeMethod: '' | (typeof exchangeMethods)[number];
  unspentClause: (typeof unspentClauses)[number];
  incomeRecognition: 'ON_CALL' | 'BY_YEAR';
  reports: { kind: (typeof reportKinds)[number]; dueOn: string }[];
  instalments: InstalmentValues[];
  rate: { rate: string; source: string; date: string };
  /** Of an amendment. */
  reason: string;
  effectiveDate: string;
}

export function newInstalment(number: number): InstalmentValues {
  const kind = number === 1 ? 'SIGNATURE' : 'DATE';
  return {
    number,
    amount: '',
    dueOn: '',
    condition: { kind, percent: '70', earlierPercent: '100', report: 'INTERIM' },
  };
}

export function emptyValues(): AgreementValues {
  return {
    code: '',
    donor: '',
    instrument: 'COOPERATION',
    currency: 'EUR',
    amount: '',
    signedOn: '',
    period: { from: '', to: '' },
    eligibility: { from: '', to: '' },
    countsAs: 'FUND',
    earmark: { level: 'NONE', themes: [], countries: [], projects: [], programmes: [], case: '' },
    restrictions: { countries: [], excludedCountries: [], excludedThemes: [], perProject: '' },
    interestClauses: [],
    managementFeeRate: '0',
    coFinancingCap: '',
    aidRate: '',
    variationLimit: '',
    indirectCostCap: '',
    exchangeMethod: '',
    unspentClause: 'ASK',
    incomeRecognition: 'ON_CALL',
    reports: [],
    instalments: [newInstalment(1)],
    rate: { rate: '', source: '', date: '' },
    reason: '',
    effectiveDate: '',
  };
}

/** An agreement as it stands, to be amended: of its instalments those that are not called yet. */
export function valuesOf(agreement: AgreementDetail, language: Language): AgreementValues {
  const { earmark, amount } = agreement;
  const percent = (value: string | null) => (value === null ? '' : percentDigits(value, language));
  return {
    ...emptyValues(),
    code: agreement.code,
    donor: agreement.donor,
    instrument: agreement.instrument,
    currency: amount.currency,
    amount: amount.amount,
    signedOn: agreement.signedOn,
    period: { ...agreement.period },
    eligibility: { ...agreement.eligibility },
    earmark: {
      level: earmark.level,
      themes: earmark.themes ?? [],
      countries: earmark.countries ?? [],
      projects: earmark.projects ?? [],
      programmes: earmark.programmes ?? [],
      case: earmark.case ?? '',
    },
    restrictions: {
      countries: agreement.restrictions.countries ?? [],
      excludedCountries: agreement.restrictions.excludedCountries ?? [],
      excludedThemes: agreement.restrictions.excludedThemes ?? [],
      perProject: agreement.restrictions.perProject?.amount ?? '',
    },
    interestClauses: agreement.interestClauses.map(({ from, kind, threshold }) => ({
      from,
      kind,
      threshold: threshold?.amount ?? '',
    })),
    managementFeeRate: percent(agreement.managementFeeRate),
    coFinancingCap: percent(agreement.coFinancingCap),
    aidRate: percent(agreement.aidRate),
    variationLimit: percent(agreement.variationLimit),
    indirectCostCap: percent(agreement.indirectCostCap),
    exchangeMethod: agreement.exchangeMethod ?? '',
    unspentClause: agreement.unspentClause,
    instalments: agreement.instalments
      .filter(({ state }) => state === 'EXPECTED')
      .map(({ number, amount: due, dueOn, condition }) => ({
        number,
        amount: due.amount,
        dueOn,
        condition: {
          kind: condition.kind,
          percent: percentDigits(condition.percent ?? '70', language),
          earlierPercent: percentDigits(condition.earlierPercent ?? '100', language),
          report: condition.report ?? 'INTERIM',
        },
      })),
  };
}

/** A percentage as people type it, `12,5 %`, as the platform reads it. */
export function percentOf(text: string): string {
  return text.replace(/[\s\u00a0\u202f%]/g, '').replace(',', '.');
}

function earmarkOf({ earmark }: AgreementValues): Register['earmark'] {
  const { level, themes: own, countries, projects, programmes, case: event } = earmark;
  return {
    level,
    ...(level === 'THEME' && { themes: own }),
    ...(level === 'COUNTRY' && { countries }),
    ...(level === 'PROJECT' && { projects }),
    ...(level === 'PROGRAMME' && { programmes }),
    ...(level === 'EVENT' && { case: event }),
  };
}

function commonOf(values: AgreementValues) {
  const { currency, eligibility, rate, restrictions } = values;
  const percent = (text: string) => (text.trim() === '' ? null : percentOf(text));
  return {
    amount: { amount: values.amount, currency },
    period: values.period,
    ...(eligibility.from && eligibility.to && { eligibility }),
    earmark: earmarkOf(values),
    restrictions: {
      ...values.restrictions,
      perProject: restrictions.perProject === '' ? null : { amount: restrictions.perProject, currency: 'EUR' },
    },
    interestClauses: values.interestClauses.map(({ from, kind, threshold }) => ({
      from,
      kind,
      ...(kind === 'THRESHOLD' && { threshold: { amount: threshold, currency } }),
    })),
    managementFeeRate: percent(values.managementFeeRate) ?? '0',
    coFinancingCap: percent(values.coFinancingCap),
    aidRate: percent(values.aidRate),
    variationLimit: percent(values.variationLimit),
    indirectCostCap: percent(values.indirectCostCap),
    exchangeMethod: values.exchangeMethod || null,
    unspentClause: values.unspentClause,
    instalments: values.instalments.map(({ number, amount, dueOn, condition }) => ({
      number,
      amount: { amount, currency },
      dueOn,
      condition: conditionOf(condition),
    })),
    ...(floats(currency) && rate.rate && { rate: { ...rate, rate: percentOf(rate.rate) } }),
  };
}

function conditionOf({ kind, percent, earlierPercent, report }: InstalmentValues['condition']) {
  return {
    kind,
    ...(kind === 'PERCENT_CONSUMED' && { percent: percentOf(percent), earlierPercent: percentOf(earlierPercent) }),
    ...(kind === 'REPORT_ACCEPTED' && { report }),
  };
}

export function toRegister(values: AgreementValues): Register {
  const { code, donor, instrument, signedOn, countsAs, incomeRecognition, reports } = values;
  return {
    ...commonOf(values),
    ...(code && { code }),
    donor,
    instrument,
    signedOn,
    countsAs,
    incomeRecognition,
    reports,
  } as Register;
}

export function toAmend(values: AgreementValues): Amend {
  const { reason, effectiveDate } = values;
  return { ...commonOf(values), reason, ...(effectiveDate && { effectiveDate }) } as Amend;
}

/** What is left of an amount once parts are taken from it, in its currency; `undefined` while it is not all typed. */
export function leftOf(total: string, parts: readonly string[]): string | undefined {
  if (total === '' || parts.some((part) => part === '')) return undefined;
  const left = parts.reduce((rest, part) => rest - minorOf(part), minorOf(total));
  const digits = String(left < 0n ? -left : left).padStart(3, '0');
  return `${left < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
