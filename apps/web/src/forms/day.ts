import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';

// Without it 05/11/2026 would be the eleventh of May.
dayjs.extend(customParseFormat);
const formats = ['DD/MM/YYYY', 'D/M/YYYY', 'DD/MM/YY', 'DD.MM.YYYY', 'DD-MM-YYYY', 'YYYY-MM-DD', 'DDMMYYYY'];

/** The day that a person typed as `2026-11-05`, day before month in both languages; null when it is none. */
export function parseDay(text: string): string | null {
  const day = dayjs(text.trim(), formats, true);
  return day.isValid() ? day.format('YYYY-MM-DD') : null;
}
