import { formatMoney, type Language, Money } from '@abonde/money';
import { pdfOf } from '@abonde/platform';
import type { ExplainedDto } from './accruals.dto';
import { cellOf, columns, dayOf, headingOf } from './explanation-words';

const words = {
  fr: {
    title: 'Intérêts courus, ligne par ligne',
    period: (from: string, to: string) => `Du ${from} au ${to} inclus.`,
    total: 'Total des lignes',
    method:
      'Intérêts = base × jours × taux ÷ base de décompte, calculés en fractions exactes. La somme est arrondie une fois ; les centimes sont répartis au plus fort reste, si bien que les parts font toujours le tout. L’arrondi de chaque ligne est indiqué.',
    none: 'Aucun intérêt n’est couru sur cette période.',
  },
  en: {
    title: 'Accrued interest, line by line',
    period: (from: string, to: string) => `From ${from} to ${to}, both included.`,
    total: 'All lines together',
    method:
      'Interest = base × days × rate ÷ day-count basis, in exact fractions. The sum is rounded once; cents are shared by largest remainder, so that the parts always add up to the whole. The rounding of each line is shown.',
    none: 'No interest has accrued over this period.',
  },
} as const satisfies Record<Language, object>;

/** The placement is in the heading of its table. */
const printed = columns.filter((column) => column !== 'placement');
const widths: Partial<Record<(typeof columns)[number], number>> = {
  ...{ from: 0.077, to: 0.077, days: 0.046, base: 0.094, rate: 0.055, basis: 0.07 },
  ...{ share: 0.062, exact: 0.082, rounding: 0.078, amount: 0.074 },
};
const inWords: readonly string[] = ['project', 'agreement', 'disposition', 'from', 'to', 'basis'];

/** One table a placement, with its total. */
export function explanationPdf(rows: readonly ExplainedDto[], language: Language): Promise<Buffer> {
  const { title, period, total, method, none } = words[language];
  return pdfOf({ language, title, foot: title, landscape: true }, (sheet) => {
    sheet.heading(1, title);
    sheet.paragraph(rows.length === 0 ? none : method);
    for (const placement of new Set(rows.map((row) => row.placement))) {
      const of = rows.filter((row) => row.placement === placement);
      const [first, last] = [
        of.map(({ from }) => from).sort()[0]!,
        of
          .map(({ to }) => to)
          .sort()
          .at(-1)!,
      ];
      sheet.heading(2, placement);
      sheet.paragraph(period(dayOf(first, language), dayOf(last, language)));
      sheet.table(
        printed.map((column) => ({
          heading: headingOf(column, language),
          align: inWords.includes(column) ? 'left' : 'right',
          ...(widths[column] !== undefined && { width: widths[column] }),
        })),
        of.map((row) => printed.map((column) => cellOf(row, column, language))),
      );
      sheet.fact(total, formatMoney(Money.sum(of.map(({ amount }) => Money.of(amount))), language));
    }
  });
}
