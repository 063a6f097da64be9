import { Suspense } from 'react';
import { latePart } from '../parts/late-part';
import type { DayFieldProps } from './day-field';

const Field = latePart(async () => ({ default: (await import('./day-field')).DayField }));

/** A day in a form that is rarely opened: its calendar comes with the form, not with the page. */
export function LateDayField(props: DayFieldProps) {
  return (
    <Suspense>
      <Field {...props} />
    </Suspense>
  );
}
