import type { Language } from '@abonde/money';
import PDFDocument from 'pdfkit';

const regular = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');
const margin = 56;
const organisation = 'Association internationale des maires francophones';

export interface PdfAbout {
  language: Language;
  title: string;
  /** Said at the foot of each page, beside its number: a reference, a date. */
  foot?: string;
  /** Pages on their side, for wide tables. */
  landscape?: boolean;
}

export interface PdfColumn {
  heading: string;
  align?: 'left' | 'right';
  /** Share of the page's width; columns without one share what is left. */
  width?: number;
}

/** What a document says, part by part, in the order in which it is read. */
export interface PdfSheet {
  /** Letterhead: the organisation, then who is written to. */
  letterhead(...lines: string[]): void;
  heading(level: 1 | 2, text: string): void;
  paragraph(text: string): void;
  /** A label and what it says, on one line. */
  fact(label: string, text: string): void;
  list(items: readonly string[]): void;
  /** Its headings are repeated on each page. */
  table(columns: readonly PdfColumn[], rows: readonly (readonly string[])[]): void;
  /** A space to sign in, under the name of who signs. */
  signature(name: string): void;
  page(): void;
}

/** An A4 document, tagged for screen readers, with the number of each page. */
export function pdfOf(
  { language, title, foot, landscape = false }: PdfAbout,
  write: (sheet: PdfSheet) => void,
): Promise<Buffer> {
  const document = new PDFDocument({
    ...{ size: 'A4', margin, tagged: true, lang: language, displayTitle: true, pdfVersion: '1.7', bufferPages: true },
    layout: landscape ? 'landscape' : 'portrait',
    info: { Title: title, Author: organisation },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  document.font(regular).fontSize(10);
  write(sheetOn(document, language));
  numberPages(document, foot);
  document.end();
  return done;
}

function sheetOn(document: PDFKit.PDFDocument, language: Language): PdfSheet {
  const marked = (type: string, draw: () => void): void => {
    document.addStructure(document.struct(type, {}, draw));
  };
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  return {
    letterhead: (...lines) => {
      marked('P', () => document.font(bold).fontSize(10).text(organisation));
      for (const line of lines) marked('P', () => document.font(regular).text(line));
      document.moveDown(1.5);
    },
    heading: (level, text) =>
      marked(`H${level}`, () =>
        document
          .moveDown(level === 1 ? 0.4 : 0.9)
          .font(bold)
          .fontSize(level === 1 ? 17 : 12)
          .text(text)
          .moveDown(level === 1 ? 0.6 : 0.35)
          .font(regular)
          .fontSize(10),
      ),
    paragraph: (text) => marked('P', () => document.text(text, { lineGap: 2.5 }).moveDown(0.5)),
    fact: (label, text) =>
      marked('P', () =>
        document
          .font(regular)
          .text(`${label}${colon}`, { continued: true })
          .font(bold)
          .text(text)
          .font(regular)
          .moveDown(0.3),
      ),
    list: (items) => {
      for (const item of items) marked('P', () => document.text(`–\u00a0${item}`, { indent: 8, lineGap: 2 }));
      document.moveDown(0.5);
    },
    table: (columns, rows) => table(document, columns, rows),
    signature: (name) => marked('P', () => document.moveDown(1.5).text(name).moveDown(3)),
    page: () => void document.addPage(),
  };
}

const padding = 4;

function table(
  document: PDFKit.PDFDocument,
  columns: readonly PdfColumn[],
  rows: readonly (readonly string[])[],
): void {
  const widths = widthsOf(columns, document.page.width - 2 * margin);
  const head = columns.map(({ heading }) => heading);
  const cells = (row: readonly string[]) =>
    row.map((text, at) => ({ text, align: { x: columns[at]?.align ?? 'left' } }) as const);
  const headCells = cells(head).map((cell) => ({ ...cell, type: 'TH' as const, font: { src: bold, size: 8.5 } }));
  const draw = (part: readonly (readonly string[])[]) =>
    document.table({
      columnStyles: widths.map((width) => ({ width, padding, border: 0.4 })),
      data: [headCells, ...part.map(cells)],
    });
  document.fontSize(8.5);
  const height = (row: readonly string[]) =>
    2 * padding +
    Math.max(...row.map((text, at) => document.heightOfString(text, { width: (widths[at] ?? 0) - 2 * padding })));
  const bottom = document.page.height - margin;
  let part: (readonly string[])[] = [];
  let y = document.y + height(head);
  for (const row of rows) {
    if (y + height(row) > bottom - 1) {
      draw(part);
      document.addPage();
      [part, y] = [[], document.y + height(head)];
    }
    part.push(row);
    y += height(row);
  }
  draw(part);
  document.x = margin;
  document.font(regular).fontSize(10).moveDown(0.8);
}

function widthsOf(columns: readonly PdfColumn[], whole: number): number[] {
  const named = columns.reduce((sum, { width = 0 }) => sum + width, 0);
  const rest = (1 - named) / Math.max(1, columns.filter(({ width }) => width === undefined).length);
  return columns.map(({ width = rest }) => whole * width);
}

function numberPages(document: PDFKit.PDFDocument, foot: string | undefined): void {
  const { start, count } = document.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    document.switchToPage(at);
    const text = [foot, `${at + 1}/${count}`].filter(Boolean).join(' · ');
    // The foot stands in the margin, where text would otherwise begin a new page.
    const { bottom } = document.page.margins;
    document.page.margins.bottom = 0;
    document.markContent('Artifact', { type: 'Pagination' });
    document
      .font(regular)
      .fontSize(8)
      .text(text, margin, document.page.height - 36, { align: 'center', width: document.page.width - 2 * margin });
    document.endMarkedContent();
    document.page.margins.bottom = bottom;
  }
}
