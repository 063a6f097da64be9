import { Violation } from '@abonde/violation';
import { checkBudget } from './budget';
import { checkClassification } from './classification';
import { checkCurrency, type Dossier } from './dossier';

const bounds = { latitude: 90, longitude: 180 } as const;

/**
 * What holds at each save, however little a draft says: amounts, rates, codes and places are what they say they are.
 * @throws {Violation} as {@link checkCurrency}, {@link checkBudget}, {@link checkClassification}; PERIOD_REVERSED, LOCATION_OUT_OF_RANGE
 */
export function checkDraft(dossier: Dossier): void {
  checkCurrency(dossier);
  checkBudget(dossier);
  checkClassification(dossier);
  checkPeriod(dossier);
  checkLocation(dossier.location);
}

function checkPeriod({ period }: Dossier): void {
  if (!period || period.from <= period.to) return;
  throw new Violation({
    code: 'PERIOD_REVERSED',
    status: 422,
    title: 'The period ends before it begins',
    detail: `The period goes from ${period.from} to ${period.to}`,
    figures: { field: 'period', ...period },
  });
}

function checkLocation(location: Dossier['location']): void {
  if (typeof location !== 'object' || location === null) return;
  for (const [axis, most] of Object.entries(bounds)) {
    const value = location[axis];
    if (value === undefined || value === null) continue;
    if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most) continue;
    throw new Violation({
      code: 'LOCATION_OUT_OF_RANGE',
      status: 422,
      title: 'A coordinate is out of range',
      detail: `${axis} is a number of degrees from -${most} to ${most}, not ${JSON.stringify(value)}`,
      figures: { field: `location.${axis}`, most },
    });
  }
}
