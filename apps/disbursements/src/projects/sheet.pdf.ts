import { formatMoney, type Language, Money, Rational } from '@abonde/money';
import { type PdfSheet, pdfOf } from '@abonde/platform';
import { indicatorsOf } from './dossier';
import type { ProjectViewDto } from './project-view.dto';
import { sheetWords, writtenDay } from './sheet-words';

const hundredths = 10_000n;
const unknown = '—';

interface About {
  project: ProjectViewDto;
  language: Language;
  words: (typeof sheetWords)[Language];
}

/** The project on paper: who, where, when, with what money and what results. `day`: the business day it is printed on. */
export function projectSheet(project: ProjectViewDto, language: Language, day: string): Promise<Buffer> {
  const words = sheetWords[language];
  const about = { project, language, words };
  const foot = `${project.code} · ${words.printed(writtenDay[language](day))}`;
  return pdfOf({ language, title: `${words.title} ${project.code}`, foot }, (sheet) => {
    for (const part of [identity, narrative, plan, budget, results, figures]) part(sheet, about);
  });
}

function identity(sheet: PdfSheet, { project, language, words }: About): void {
  const { title, code, cityName, country, period, state, implementers = [], location, relatedPhases } = project;
  const phases = [...(relatedPhases.previous ? [relatedPhases.previous] : []), ...relatedPhases.next];
  const written = writtenDay[language];
  sheet.letterhead(`${words.title} ${code}`);
  sheet.heading(1, title);
  sheet.fact(words.city, `${cityName} (${country})`);
  if (period) sheet.fact(words.period, `${written(period.from)} – ${written(period.to)}`);
  sheet.fact(words.state, words.states[state]);
  if (implementers.length > 0) sheet.fact(words.implementers, implementers.join(', '));
  const place = placeOf(location);
  if (place) sheet.fact(words.place, place);
  if (phases.length > 0) sheet.fact(words.phases, phases.map((phase) => `${phase.title} (${phase.code})`).join(', '));
}

function narrative(sheet: PdfSheet, { project, words }: About): void {
  for (const [part, label] of Object.entries(words.narrative)) {
    const text = project.narrative?.[part]?.trim();
    if (!text) continue;
    sheet.heading(2, label);
    sheet.paragraph(text);
  }
}

function plan(sheet: PdfSheet, { project, language, words }: About): void {
  const { financingPlan, shares } = project;
  if (!financingPlan) return;
  const total = Money.of(financingPlan.total);
  const row = (label: string, amount: Money) => [
    label,
    formatMoney(amount, language),
    percentOf(amount, total, language),
  ];
  const rows = financingPlan.sources.map(({ kind, name, amount, inKind }) =>
    row(`${words.kinds[kind]} – ${name}${inKind ? ` (${words.inKind})` : ''}`, Money.of(amount)),
  );
  sheet.heading(2, words.plan);
  sheet.table(
    [
      { heading: words.source, width: 0.55 },
      { heading: words.amount, align: 'right' },
      { heading: words.share, align: 'right', width: 0.15 },
    ],
    [...rows, row(words.total, total)],
  );
  if (shares?.ceiling && shares.ceilingPercent)
    sheet.paragraph(words.ceiling(shares.ceilingPercent, formatMoney(shares.ceiling, language)));
}

function budget(sheet: PdfSheet, { project: { budgetLines = [] }, language, words }: About): void {
  if (budgetLines.length === 0) return;
  sheet.heading(2, words.budget);
  sheet.table(
    [
      { heading: words.line, width: 0.5 },
      { heading: words.euros, align: 'right' },
      { heading: words.local, align: 'right' },
    ],
    budgetLines.map(({ label, amount, local }) => [
      label,
      formatMoney(Money.of(amount), language),
      local ? formatMoney(Money.of(local), language) : unknown,
    ]),
  );
}

function results(sheet: PdfSheet, { project, words }: About): void {
  const indicators = indicatorsOf(project.resultsFramework);
  if (indicators.length === 0) return;
  sheet.heading(2, words.results);
  sheet.table(
    [
      { heading: words.indicator, width: 0.6 },
      { heading: words.baseline, align: 'right' },
      { heading: words.target, align: 'right' },
    ],
    indicators.map(({ title, unit, baseline, target }) => [
      [title, unit].filter((part) => typeof part === 'string').join(', '),
      textOf(baseline),
      textOf(target),
    ]),
  );
}

function figures(sheet: PdfSheet, { project, language, words }: About): void {
  sheet.heading(2, words.figures);
  for (const name of ['engaged', 'attributed', 'paid', 'justified'] as const)
    sheet.fact(words[name], formatMoney(project.figures[name].value, language));
  if (project.basis === 'ILLUSTRATIVE') sheet.paragraph(words.illustrative);
}

function placeOf(location: ProjectViewDto['location']): string | null {
  if (typeof location === 'string') return location;
  const { name, latitude, longitude } = (location ?? {}) as Record<string, unknown>;
  const position = typeof latitude === 'number' && typeof longitude === 'number' ? ` (${latitude}, ${longitude})` : '';
  return typeof name === 'string' ? `${name}${position}` : null;
}

/** With two decimals, cut rather than rounded up: 79.999 % is not 80 %. */
function percentOf(part: Money, total: Money, language: Language): string {
  if (total.isZero()) return unknown;
  const exact = Rational.of(part.minor * hundredths)
    .over(Rational.of(total.minor))
    .floor();
  const text = `${exact / 100n}.${String(exact % 100n).padStart(2, '0')}`;
  return language === 'fr' ? `${text.replace('.', ',')}\u00a0%` : `${text}%`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : unknown;
}
