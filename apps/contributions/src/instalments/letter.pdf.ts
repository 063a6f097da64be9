import type { Language } from '@abonde/money';
import { pdfOf } from '@abonde/platform';

export interface Letter {
  language: Language;
  addressee: string;
  date: string;
  title: string;
  /** Said at the foot of the page and in the file's title. */
  reference: string;
  /** Facts the reader looks for, each with its name. */
  lines: [string, string][];
  body: string[];
}

export const printedDay: Record<Language, (day: string) => string> = {
  fr: (day) => day.split('-').reverse().join('/'),
  en: (day) => day,
};

/** A letter of the association to a donor, tagged for screen readers. */
export function letter({ language, addressee, date, title, reference, lines, body }: Letter): Promise<Buffer> {
  return pdfOf({ language, title: `${title} ${reference}`, foot: reference }, (sheet) => {
    sheet.letterhead(addressee, printedDay[language](date));
    sheet.heading(1, title);
    for (const [label, text] of lines) sheet.fact(label, text);
    for (const text of body) sheet.paragraph(text);
  });
}
