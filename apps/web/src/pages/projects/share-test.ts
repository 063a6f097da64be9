import { minorOf } from '../../money/format';

/** Cents of the parts of a plan. */
export interface Parts {
  total: bigint;
  fund: bigint;
  city: bigint;
  partner: bigint;
}

export interface Limits {
  /** Percent of the total the Fund bears at most; null where the rate is not said. */
  ceilingPercent: string | null;
  cityMinimumPercent: string | null;
}

interface ShareTest {
  /** Cents the Fund may bear at most. */
  ceiling: bigint | null;
  /** Cents above it; zero within. */
  excess: bigint;
  cityMinimum: bigint | null;
  /** Cents the city still lacks. */
  cityMissing: bigint;
  /** Hundredths of a percent; rounded away from the ceiling, so that 80.00 % never stands for a cent too much. */
  share: bigint;
  /** Sources less total, signed. */
  gap: bigint;
}

const SCALE = 10_000n;

/** The rule the platform applies, in whole cents: fund × 100 ≤ total × percent. It refuses before the form is sent. */
export function testShares(
  { total, fund, city, partner }: Parts,
  { ceilingPercent, cityMinimumPercent }: Limits,
): ShareTest {
  const ceiling = ceilingPercent === null ? null : shareOf(total, ceilingPercent).floor;
  const cityMinimum = cityMinimumPercent === null ? null : shareOf(total, cityMinimumPercent).ceil;
  const excess = ceiling !== null && fund > ceiling ? fund - ceiling : 0n;
  const scaled = total === 0n ? 0n : (fund * SCALE) / total;
  const exact = total === 0n || (fund * SCALE) % total === 0n;
  return {
    ceiling,
    excess,
    cityMinimum,
    cityMissing: cityMinimum !== null && city < cityMinimum ? cityMinimum - city : 0n,
    share: excess > 0n && !exact ? scaled + 1n : scaled,
    gap: fund + city + partner - total,
  };
}

/** `80` or `62.5` percent of an amount, exactly, to the cent below and above. */
function shareOf(total: bigint, percent: string): { floor: bigint; ceil: bigint } {
  const [whole = '0', fraction = ''] = percent.split('.');
  const numerator = total * BigInt(whole + fraction);
  const denominator = 100n * 10n ** BigInt(fraction.length);
  const floor = numerator / denominator;
  return { floor, ceil: numerator % denominator === 0n ? floor : floor + 1n };
}

/** Hundredths of a percent as they are printed: `80,00`. */
export function percentText(hundredths: bigint, language: 'fr' | 'en'): string {
  const text = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
  return language === 'fr' ? text.replace('.', ',') : text;
}

interface PlanSource {
  kind: 'FUND' | 'CITY' | 'PARTNER';
  amount: { amount: string };
}

/** What a plan's sources add up to, by kind. */
export function partsOf(total: string, sources: readonly PlanSource[]): Parts {
  const sum = (kind: PlanSource['kind']) =>
    sources.reduce(
      (cents, source) => (source.kind === kind ? cents + minorOf(source.amount.amount || '0') : cents),
      0n,
    );
  return { total: minorOf(total || '0'), fund: sum('FUND'), city: sum('CITY'), partner: sum('PARTNER') };
}
