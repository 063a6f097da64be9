import type { Language } from '../../money/format';
import type { Rate } from './api';

/** A decimal percentage as people write it: `1,60 %`, `1.60%`. */
export function percentText(rate: string, language: Language): string {
  const figure = rate.replace('-', '\u2212');
  return language === 'fr' ? `${figure.replace('.', ',')}\u00a0%` : `${figure}%`;
}

/** A rate as it is agreed: `€STR + 0,10 %, plancher 0 %`, or of each bracket in turn. */
export function rateText({ rate, index, floor, tiers }: Rate, language: Language, floorWord: string): string {
  const all = [rate, ...tiers.map((tier) => tier.rate)].map((one) => percentText(one, language)).join(' / ');
  if (index === null) return all;
  const indexed = rate.startsWith('-') ? `${index} ${all}` : `${index} + ${all}`;
  return floor === null ? indexed : `${indexed}, ${floorWord} ${percentText(floor, language)}`;
}
