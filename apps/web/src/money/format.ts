export type Language = 'fr' | 'en';
export interface Amount {
  amount: string;
  currency: string;
}

export const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-IE' };
const formatters = new Map<string, Intl.NumberFormat>();
const THOUSAND_EUROS = 100_000n;

function formatter(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.NumberFormat(locales[language], options);
  formatters.set(key, known);
  return known;
}

/** Inter draws the narrow no-break space almost closed; negatives take a true minus. */
function typeset(text: string): string {
  return text.replace(/\u202f/g, '\u00a0').replace(/-/g, '\u2212');
}

/** Amounts are decimal strings of any length; `Intl` prints them exactly, no number is made of them. */
export function formatAmount({ amount, currency }: Amount, language: Language): string {
  return typeset(
    formatter(language, { style: 'currency', currency, currencyDisplay: displayOf(currency, language) }).format(
      amount as Intl.StringNumericLiteral,
    ),
  );
}

const displays = new Map<string, 'narrowSymbol' | 'code'>();

/** Many machines draw no riel nor dong: a currency whose sign is not of Latin writing goes by its code. */
function displayOf(currency: string, language: Language): 'narrowSymbol' | 'code' {
  const known = displays.get(language + currency);
  if (known) return known;
  const parts = formatter(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  const sign = parts.find(({ type }) => type === 'currency')?.value ?? '';
  const display = /^[\p{Script=Latin}\s.$€£¥]+$/u.test(sign) ? 'narrowSymbol' : 'code';
  displays.set(language + currency, display);
  return display;
}

/** Thousands of euros, for diagrams: one unit per chart. What rounds to nothing says that it is less than one. */
export function formatThousands(minor: bigint, language: Language): string {
  const size = minor < 0n ? -minor : minor;
  const thousands = (size + THOUSAND_EUROS / 2n) / THOUSAND_EUROS;
  const figure =
    thousands === 0n && size > 0n
      ? '<\u00a01'
      : `${minor < 0n && thousands > 0n ? '\u2212' : ''}${formatCount(thousands, language)}`;
  return language === 'fr' ? `${figure}\u00a0k€` : `€${figure}k`;
}

/** Cents of a two-decimal amount. */
export function minorOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const minor = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
  return amount.startsWith('-') ? -minor : minor;
}

/** Cents as an amount in euros. */
export function euros(minor: bigint): Amount {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return { amount: `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'EUR' };
}

/** Share of a total in percent, for bars and captions only. */
export function percentOf(part: Amount, total: Amount): number {
  const whole = minorOf(total.amount);
  return whole === 0n ? 0 : Number((minorOf(part.amount) * 1000n) / whole) / 10;
}

/** A percentage that a service says exactly, as a decimal string: nothing is rounded, zeros that say nothing are left out. */
export function formatExactPercent(percent: string, language: Language): string {
  const digits = percentDigits(percent, language);
  return language === 'fr' ? `${digits}\u00a0%` : `${digits}%`;
}

/** An exchange rate as a service says it, exact: `4 520` or `655,957`. */
export function formatRate(rate: string, language: Language): string {
  const [whole = '0', fraction] = percentDigits(rate, language).split(/[.,]/);
  const units = formatCount(BigInt(whole), language);
  return fraction ? `${units}${language === 'fr' ? ',' : '.'}${fraction}` : units;
}

/** The same without its sign, as it is typed in a field. */
export function percentDigits(percent: string, language: Language): string {
  const plain = percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent;
  return language === 'fr' ? plain.replace('.', ',') : plain;
}

export function formatPercent(percent: number, language: Language): string {
  return typeset(formatter(language, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100));
}

export function formatCount(count: number | bigint, language: Language): string {
  return typeset(formatter(language, {}).format(count));
}

/** `22 nov. 2026`; days have no time zone. */
export function formatDay(day: string, language: Language): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locales[language], options)
    .format(new Date(`${day}T00:00:00Z`))
    .replace(/ /g, '\u00a0');
}

/** `22/11/2026`, for tables. */
export function formatDayShort(day: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}

/** `14:02:07`, in Paris. */
export function formatTime(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: 'Europe/Paris',
  }).format(new Date(instant));
}

/** `22 nov. 2026 à 14:02`, in Paris. */
export function formatMoment(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(new Date(instant));
}

/** `févr.`, or with `long` `février 2026`. */
export function formatMonth(month: string, language: Language, width: 'short' | 'long'): string {
  const options = { month: width, timeZone: 'UTC', ...(width === 'long' && { year: 'numeric' as const }) } as const;
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(`${month}-01T00:00:00Z`));
}
