import { addDays, addMonths, type Day, monthOf, nextTargetDay } from '@abonde/calendar';
import { largestRemainder, Money } from '@abonde/money';
import type { Reference, ReferenceProgramme } from './reference';
import type { TrancheDate } from './tranches';

const QUARTER_MONTHS = 3;
const DAYS_FROM_QUARTER_TO_REQUEST = 40;
const DAYS_FROM_REQUEST_TO_PAYMENT = 9;
const MONTHS_TO_JUSTIFY = 2;

/** Programmes that carry their own money; one of the cooperation fund frames projects that the Bureau votes. */
export function fundedProgrammes({ programmes }: Reference): ReferenceProgramme[] {
  return programmes.filter(({ instrument }) => instrument === 'GOVERNANCE');
}

function programmeTotal({ lines }: ReferenceProgramme): Money {
  return Money.sum(lines.map(([, amount]) => Money.eur(amount)));
}

/** Four disbursements a year, of equal parts of what was attributed, in the second month of each quarter. */
export function planProgrammeTranches(reference: Reference): TrancheDate[] {
  return fundedProgrammes(reference)
    .flatMap((programme) => tranchesOf(programme, reference.business_day))
    .sort((a, b) => (a.requestOn + a.project < b.requestOn + b.project ? -1 : 1));
}

function tranchesOf(programme: ReferenceProgramme, today: Day): TrancheDate[] {
  const quarters = quartersOf(programme);
  const shares = largestRemainder(
    programmeTotal(programme).minor,
    quarters.map((_, index) => ({ key: String(index), weight: 1n })),
  );
  return quarters.flatMap((quarter, index): TrancheDate[] => {
    const requestOn = addDays(quarter, DAYS_FROM_QUARTER_TO_REQUEST);
    const paidOn = nextTargetDay(addDays(requestOn, DAYS_FROM_REQUEST_TO_PAYMENT));
    // The month that is under way is left to whoever tries the demonstration.
    if (monthOf(paidOn) >= monthOf(today)) return [];
    const justifyOn = addMonths(paidOn, MONTHS_TO_JUSTIFY);
    const wanted = Money.minor(shares.get(String(index)) as bigint);
    return [
      {
        ...{ project: programme.id, number: index + 1, wanted, requestOn, paidOn, stage: 'PAID' as const },
        justifyOn: justifyOn < today ? justifyOn : null,
      },
    ];
  });
}

/** First days of the quarters a programme runs through. */
function quartersOf({ period: [from, to] }: ReferenceProgramme): Day[] {
  const quarters: Day[] = [];
  for (let day = from; day <= to; day = addMonths(day, QUARTER_MONTHS)) quarters.push(day);
  return quarters;
}
