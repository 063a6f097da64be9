import { formatMoney, type Language, Money, Rational } from '@abonde/money';
import PDFDocument from 'pdfkit';
import { indicatorsOf } from './dossier';
import type { ProjectViewDto } from './project-view.dto';
import { sheetWords, writtenDay } from './sheet-words';

const regular = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');
const margin = 48;
const hundredths = 10_000n;

interface Column {
  head: string;
  /** Points. */
  width: number;
  align?: 'right';
}

/** The project on paper: who, where, when, with what money and what results; A4, tagged for screen readers. */
export async function projectSheet(project: ProjectViewDto, language: Language, day: string): Promise<Buffer> {
  const sheet = new Sheet(language, project, day);
  sheet.identity();
  sheet.narrative();
  sheet.plan();
  sheet.budget();
  sheet.results();
  sheet.figures();
  return sheet.finish();
}

class Sheet {
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly words: (typeof sheetWords)[Language];

  constructor(
    private readonly language: Language,
    private readonly project: ProjectViewDto,
    private readonly day: string,
  ) {
    this.words = sheetWords[language];
    const info = { Title: `${this.words.title} ${project.code}`, Author: 'AIMF' };
    const access = { tagged: true, lang: language, displayTitle: true, pdfVersion: '1.7' as const };
    this.document = new PDFDocument({ size: 'A4', margin, ...access, info });
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  identity(): void {
    const { words, project } = this;
    const { title, code, cityName, country, period, state, implementers = [], location, relatedPhases } = project;
    this.tag('P', () => this.document.font(regular).fontSize(9).text(`${words.title} · ${code}`));
    this.tag('H1', () => this.document.font(bold).fontSize(17).text(title).moveDown(0.4));
    const written = writtenDay[this.language];
    this.fact(words.city, `${cityName} (${country})`);
    if (period) this.fact(words.period, `${written(period.from)} – ${written(period.to)}`);
    this.fact(words.state, words.states[state]);
    if (implementers.length > 0) this.fact(words.implementers, implementers.join(', '));
    const place = placeOf(location);
    if (place) this.fact(words.place, place);
    const phases = [...(relatedPhases.previous ? [relatedPhases.previous] : []), ...relatedPhases.next];
    if (phases.length > 0) this.fact(words.phases, phases.map((phase) => `${phase.title} (${phase.code})`).join(', '));
  }

  narrative(): void {
    for (const [part, label] of Object.entries(this.words.narrative)) {
      const text = this.project.narrative?.[part]?.trim();
      if (!text) continue;
      this.heading(label);
      this.tag('P', () => this.document.font(regular).fontSize(9.5).text(text, { lineGap: 2 }));
    }
  }

  plan(): void {
    const { words, project } = this;
    const { financingPlan: plan, shares } = project;
    if (!plan) return;
    this.heading(words.plan);
    const total = Money.of(plan.total);
    const rows = plan.sources.map(({ kind, name, amount, inKind }) => {
      const label = `${words.kinds[kind]} – ${name}${inKind ? ` (${words.inKind})` : ''}`;
      return [label, this.money(Money.of(amount)), percentOf(Money.of(amount), total, this.language)];
    });
    this.table(
      [
        { head: words.source, width: 280 },
        { head: words.amount, width: 130, align: 'right' },
        { head: words.share, width: 80, align: 'right' },
      ],
      [...rows, [words.total, this.money(total), percentOf(total, total, this.language)]],
    );
    if (shares?.ceiling && shares.ceilingPercent)
      this.note(words.ceiling(shares.ceilingPercent, this.money(shares.ceiling)));
  }

  budget(): void {
    const { words, project } = this;
    const { budgetLines = [] } = project;
    if (budgetLines.length === 0) return;
    this.heading(words.budget);
    this.table(
      [
        { head: words.line, width: 250 },
        { head: words.euros, width: 120, align: 'right' },
        { head: words.local, width: 120, align: 'right' },
      ],
      budgetLines.map(({ label, amount, local }) => [
        label,
        this.money(Money.of(amount)),
        local ? this.money(Money.of(local)) : '—',
      ]),
    );
  }

  results(): void {
    const { words, project } = this;
    const indicators = indicatorsOf(project.resultsFramework);
    if (indicators.length === 0) return;
    this.heading(words.results);
    this.table(
      [
        { head: words.indicator, width: 290 },
        { head: words.baseline, width: 100, align: 'right' },
        { head: words.target, width: 100, align: 'right' },
      ],
      indicators.map(({ title, unit, baseline, target }) => [
        [title, unit].filter((part) => typeof part === 'string').join(', '),
        textOf(baseline),
        textOf(target),
      ]),
    );
  }

  figures(): void {
    const { words, project } = this;
    this.heading(words.figures);
    for (const name of ['engaged', 'attributed', 'paid', 'justified'] as const)
      this.fact(words[name], this.money(project.figures[name].value));
    if (project.basis === 'ILLUSTRATIVE') this.note(words.illustrative);
    this.note(words.printed(writtenDay[this.language](this.day)));
  }

  finish(): Promise<Buffer> {
    const done = new Promise<Buffer>((resolve, reject) => {
      this.document.on('end', () => resolve(Buffer.concat(this.chunks)));
      this.document.on('error', reject);
    });
    this.document.end();
    return done;
  }

  private heading(text: string): void {
    this.tag('H2', () => this.document.moveDown(0.7).font(bold).fontSize(11.5).text(text, margin).moveDown(0.2));
  }

  private fact(label: string, value: string): void {
    const colon = this.language === 'fr' ? '\u00a0: ' : ': ';
    this.tag('P', () =>
      this.document
        .font(regular)
        .fontSize(9.5)
        .text(`${label}${colon}`, margin, undefined, { continued: true })
        .font(bold)
        .text(value),
    );
  }

  private note(text: string): void {
    this.tag('P', () => this.document.moveDown(0.3).font(regular).fontSize(8.5).text(text, margin));
  }

  private table(columns: Column[], rows: string[][]): void {
    const [first, ...others] = [columns.map(({ head }) => head), ...rows];
    this.row(columns, first as string[], bold);
    for (const row of others) this.row(columns, row, regular);
  }

  private row(columns: Column[], cells: string[], font: string): void {
    const { document } = this;
    document.font(font).fontSize(9);
    const height = Math.max(
      ...cells.map((cell, index) => document.heightOfString(cell, { width: columns[index]?.width ?? 0 })),
    );
    if (document.y + height > document.page.height - margin) document.addPage();
    const top = document.y;
    this.tag('P', () => {
      let left = margin;
      for (const [index, { width, align = 'left' }] of columns.entries()) {
        document.text(cells[index] ?? '', left, top, { width, align });
        left += width;
      }
    });
    document.x = margin;
    document.y = top + height + 3;
  }

  private tag(type: string, draw: () => void): void {
    this.document.addStructure(this.document.struct(type, {}, draw));
  }

  private money(amount: Money): string {
    return formatMoney(amount, this.language);
  }
}

function placeOf(location: ProjectViewDto['location']): string | null {
  if (typeof location === 'string') return location;
  const { name, latitude, longitude } = (location ?? {}) as Record<string, unknown>;
  const position = typeof latitude === 'number' && typeof longitude === 'number' ? ` (${latitude}, ${longitude})` : '';
  return typeof name === 'string' ? `${name}${position}` : null;
}

/** With two decimals, cut rather than rounded up: 79.999 % is not 80 %. */
function percentOf(part: Money, total: Money, language: Language): string {
  if (total.isZero()) return '—';
  const exact = Rational.of(part.minor * hundredths)
    .over(Rational.of(total.minor))
    .floor();
  const text = `${exact / 100n}.${String(exact % 100n).padStart(2, '0')}`;
  return language === 'fr' ? `${text.replace('.', ',')}\u00a0%` : `${text}%`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '—';
}
