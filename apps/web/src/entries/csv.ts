import type { Language } from '../money/format';

/** Rows as a spreadsheet of the language reads them: `;` in French, `,` in English, with the mark of UTF-8. */
export function csv(rows: readonly string[][], language: Language): string {
  const separator = language === 'fr' ? ';' : ',';
  return `\ufeff${rows.map((row) => row.map((text) => quoted(text, separator)).join(separator)).join('\r\n')}\r\n`;
}

/** A word that a spreadsheet would take for a formula is told to be text. */
export function cell(text: string): string {
  return /^[=+\-@\t]/.test(text) ? `'${text}` : text;
}

export function decimal(amount: string, language: Language): string {
  return language === 'fr' ? amount.replace('.', ',') : amount;
}

export function download(content: string, name: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: url, download: `${name}.csv` }).click();
  URL.revokeObjectURL(url);
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
