import { Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { markerMaxima, purposeCodes as knownPurposes, sdgTargets } from './code-lists';

interface Classified {
  purposeCodes?: { code: string; percent: string }[];
  markers?: Record<string, number>;
  sdgs?: string[];
}

/** Targets of the goals (`6.2`), their indicators (`6.2.1`), and goals alone (`6`). */
const goals = 17;

/**
 * Tests that purposes, markers and goals exist in the lists donors publish with.
 * @throws {Violation} UNKNOWN_PURPOSE_CODE, PURPOSES_ABOVE_WHOLE, UNKNOWN_MARKER, MARKER_OUT_OF_RANGE, UNKNOWN_SDG
 */
export function checkClassification({ purposeCodes = [], markers = {}, sdgs = [] }: Classified): void {
  checkPurposes(purposeCodes);
  for (const [marker, significance] of Object.entries(markers)) checkMarker(marker, significance);
  for (const [index, sdg] of sdgs.entries()) if (!isSdg(sdg)) throw unknownSdg(index, sdg);
}

function checkPurposes(purposes: { code: string; percent: string }[]): void {
  for (const [index, { code }] of purposes.entries()) if (!knownPurposes.has(code)) throw unknownPurpose(index, code);
  const total = purposes.reduce((sum, { percent }) => sum.plus(Rational.parse(percent)), Rational.ZERO);
  if (total.compare(Rational.of(100n)) <= 0) return;
  throw new Violation({
    code: 'PURPOSES_ABOVE_WHOLE',
    status: 422,
    title: 'The purposes add up to more than 100 %',
    detail: `${purposes.map(({ code, percent }) => `${code} (${percent} %)`).join(', ')} add up to more than 100 %`,
    figures: { field: 'purposeCodes' },
  });
}

function checkMarker(marker: string, significance: number): void {
  const highest = markerMaxima[marker];
  if (highest === undefined) throw unknownMarker(marker);
  if (Number.isInteger(significance) && significance >= 0 && significance <= highest) return;
  throw new Violation({
    code: 'MARKER_OUT_OF_RANGE',
    status: 422,
    title: 'A marker is out of its range',
    detail: `${marker} goes from 0 to ${highest}, not ${significance}`,
    figures: { field: `markers.${marker}`, highest },
  });
}

function isSdg(sdg: string): boolean {
  const target = /^(\d{1,2}\.[0-9a-z]{1,2})\.\d{1,2}$/.exec(sdg)?.[1] ?? sdg;
  return sdgTargets.has(target) || (/^\d{1,2}$/.test(sdg) && Number(sdg) >= 1 && Number(sdg) <= goals);
}

function unknownPurpose(index: number, code: string): Violation {
  return new Violation({
    code: 'UNKNOWN_PURPOSE_CODE',
    status: 422,
    title: 'Unknown purpose code',
    detail: `${code} is not a purpose of the OECD DAC in use`,
    figures: { field: `purposeCodes.${index}.code`, purpose: code },
  });
}

function unknownMarker(marker: string): Violation {
  return new Violation({
    code: 'UNKNOWN_MARKER',
    status: 422,
    title: 'Unknown marker',
    detail: `${marker} is none of ${Object.keys(markerMaxima).join(', ')}`,
    figures: { field: `markers.${marker}`, known: Object.keys(markerMaxima) },
  });
}

function unknownSdg(index: number, sdg: string): Violation {
  return new Violation({
    code: 'UNKNOWN_SDG',
    status: 422,
    title: 'Unknown sustainable development goal',
    detail: `${sdg} is neither a goal, nor a target, nor an indicator`,
    figures: { field: `sdgs.${index}`, sdg },
  });
}
