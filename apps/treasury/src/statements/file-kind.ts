import { wideEncoding } from './encoding';
import { unsupported } from './statement';

type FileKind = 'xml' | 'mt940' | 'cfonb' | 'csv';

/** How much of a file tells what it is, in bytes. */
export const headSize = 65_536;

const others: readonly [RegExp, string][] = [
  [/^%PDF/, 'A PDF is a picture of a statement: ask the bank for the file itself'],
  [/^PK\x03\x04/, 'An archive inside an archive, or an office document, is not read: save the table as CSV'],
  [/^\xd0\xcf\x11\xe0/, 'An office document is not read: save the table as CSV'],
  [/^\s*(OFXHEADER|<OFX>)/i, 'OFX is not read: ask the bank for camt.053, MT940, CFONB 120 or CSV'],
  [/^\s*!Type:/i, 'QIF is not read: ask the bank for camt.053, MT940, CFONB 120 or CSV'],
  [
    /^(03|31|34|39)\d{2}[^\r\n]{236}([\r\n]|$)/,
    'CFONB 240 holds transfers or direct debits: only CFONB 120 is a statement',
  ],
];
const cfonb = /^[\r\n]*0[1457][0-9A-Z]{5}[^\r\n]{27}[\d ]{6}/;
const mt940 = /(^|[\r\n]|\}):(20|25P?|28C?|60[FM]):|^\{1:F01/;

/** What a file is, from its beginning. @throws {StatementRefused} UNSUPPORTED_FORMAT with the reason */
export function fileKind(head: Uint8Array): FileKind {
  if (head.length === 0) throw unsupported('The file is empty');
  const beginning = headText(head, wideEncoding(head) ?? 'latin1');
  const other = others.find(([pattern]) => pattern.test(beginning));
  if (other) throw unsupported(other[1]);
  if (/^\s*</.test(beginning)) return 'xml';
  if (cfonb.test(beginning)) return 'cfonb';
  if (mt940.test(beginning)) return 'mt940';
  if (beginning.includes('\0') || !/[^\r\n]*[;,\t|][^\r\n]*[\r\n]/.test(`${beginning}\n`))
    throw unsupported('The file is none of camt, MT940, CFONB 120 or CSV');
  return 'csv';
}

/** The head as text, without its mark; bytes that are cut at its end don't matter. */
export function headText(head: Uint8Array, label: string): string {
  return new TextDecoder(label).decode(head).replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, '');
}
