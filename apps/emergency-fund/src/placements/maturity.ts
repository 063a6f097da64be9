import { addDays, isTargetDay, monthOf, nextTargetDay, type Day } from '@abonde/calendar';

export const maturityConventions = ['FOLLOWING', 'MODIFIED_FOLLOWING', 'PRECEDING', 'NONE'] as const;
/** Where a deposit ends that would mature on a day on which euro payments don't settle; interest runs to the actual day. */
export type MaturityConvention = (typeof maturityConventions)[number];

/** The day on which a deposit agreed to mature on `agreed` really does. `NONE` leaves it on a holiday. */
export function maturityOn(agreed: Day, convention: MaturityConvention): Day {
  switch (convention) {
    case 'NONE':
      return agreed;
    case 'FOLLOWING':
      return nextTargetDay(agreed);
    case 'PRECEDING':
      return previousTargetDay(agreed);
    case 'MODIFIED_FOLLOWING': {
      const following = nextTargetDay(agreed);
      return monthOf(following) === monthOf(agreed) ? following : previousTargetDay(agreed);
    }
  }
}

function previousTargetDay(day: Day): Day {
  let candidate = day;
  while (!isTargetDay(candidate)) candidate = addDays(candidate, -1);
  return candidate;
}

/** First day on which a deposit may end early after notice was given. */
export function earliestBreak(noticeOn: Day, noticeDays: number): Day {
  return nextTargetDay(addDays(noticeOn, noticeDays));
}
