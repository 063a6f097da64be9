import type { Language } from '@abonde/money';
import type { ExplainedDto } from './accruals.dto';

type Column = keyof ExplainedDto;

export const columns: readonly Column[] = [
  'placement',
  'project',
  'agreement',
  'disposition',
  'from',
  'to',
  'days',
  'base',
  'rate',
  'basis',
  'share',
  'exact',
  'rounding',
  'amount',
];

const headings: Record<Language, Record<Column, string>> = {
  fr: {
    placement: 'Placement',
    project: 'Projet',
    agreement: 'Convention',
    disposition: 'Affectation',
    from: 'Du',
    to: 'Au',
    days: 'Jours',
    base: 'Base (EUR)',
    rate: 'Taux (%)',
    basis: 'Décompte',
    share: 'Part (%)',
    exact: 'Exact (EUR)',
    rounding: 'Arrondi (EUR)',
    amount: 'Intérêts (EUR)',
  },
  en: {
    placement: 'Placement',
    project: 'Project',
    agreement: 'Agreement',
    disposition: 'Disposition',
    from: 'From',
    to: 'To',
    days: 'Days',
    base: 'Base (EUR)',
    rate: 'Rate (%)',
    basis: 'Day count',
    share: 'Share (%)',
    exact: 'Exact (EUR)',
    rounding: 'Rounding (EUR)',
    amount: 'Interest (EUR)',
  },
};

const dispositions: Record<Language, Readonly<Record<string, string>>> = {
  fr: {
    EMERGENCY_FUND: 'Fonds d’urgence',
    RETAIN_IN_AGREEMENT: 'Conservés dans la convention',
    RETURN_TO_DONOR: 'Rendus au bailleur',
    OFFSET_AGAINST_NEXT_PAYMENT: 'Déduits du prochain appel',
    THRESHOLD: 'Selon un seuil',
    GENERAL: 'Produits généraux',
    OWN: 'Trésorerie du fonds d’urgence',
  },
  en: {
    EMERGENCY_FUND: 'Emergency fund',
    RETAIN_IN_AGREEMENT: 'Kept in the agreement',
    RETURN_TO_DONOR: 'Returned to the donor',
    OFFSET_AGAINST_NEXT_PAYMENT: 'Offset against the next call',
    THRESHOLD: 'By a threshold',
    GENERAL: 'General income',
    OWN: 'Emergency fund’s own cash',
  },
};

export function headingOf(column: Column, language: Language): string {
  return headings[language][column];
}

/** A cell as a reader of that language writes it: decimal comma and day first in French. */
export function cellOf(row: ExplainedDto, column: Column, language: Language): string {
  const value = row[column];
  if (value === null) return '';
  if (typeof value === 'object') return decimalOf(value.amount, language);
  if (column === 'disposition') return dispositions[language][row.disposition] ?? row.disposition;
  if (column === 'from' || column === 'to') return dayOf(String(value), language);
  if (column === 'rate' || column === 'share' || column === 'exact' || column === 'rounding')
    return decimalOf(String(value), language);
  return String(value);
}

export function dayOf(day: string, language: Language): string {
  return language === 'fr' ? day.split('-').reverse().join('/') : day;
}

function decimalOf(value: string, language: Language): string {
  return language === 'fr' ? value.replaceAll('.', ',') : value;
}
