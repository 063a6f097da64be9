import type { Agreement } from '../contributions-api';

export const earmarkLevels = ['NONE', 'THEME', 'COUNTRY', 'PROJECT', 'PROGRAMME', 'EVENT'] as const;

/** Filters of the list, as its address holds them. */
export interface AgreementFilters {
  q?: string | undefined;
  bailleur?: string | undefined;
  instrument?: string | undefined;
  affectation?: string | undefined;
  devise?: string | undefined;
  retard?: string | undefined;
}

const bare = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** Agreements that meet every filter: what was missed first, then by donor. */
export function filtered(agreements: readonly Agreement[], filters: AgreementFilters): Agreement[] {
  const { q, bailleur, instrument, affectation, devise, retard } = filters;
  const words = bare(q ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return agreements
    .filter(
      (one) =>
        (!bailleur || one.donor === bailleur) &&
        (!instrument || one.instrument === instrument) &&
        (!affectation || one.earmark.level === affectation) &&
        (!devise || one.amount.currency === devise) &&
        (retard !== 'oui' || one.daysLate > 0) &&
        words.every((word) => textOf(one).includes(word)),
    )
    .sort((a, b) => b.daysLate - a.daysLate || a.donorName.localeCompare(b.donorName) || a.code.localeCompare(b.code));
}

function textOf({ code, donor, donorName, earmark, instalments }: Agreement): string {
  const { themes = [], countries = [], projects = [], programmes = [] } = earmark;
  const references = instalments.map(({ reference }) => reference ?? '');
  return bare([code, donor, donorName, ...themes, ...countries, ...projects, ...programmes, ...references].join(' '));
}
