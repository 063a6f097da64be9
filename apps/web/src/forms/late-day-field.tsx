import { lazy, Suspense } from 'react';
import type { DayFieldProps } from './day-field';

const Field = lazy(() => import('./day-field').then(({ DayField }) => ({ default: DayField })));

/** A day in a form that is rarely opened: its calendar comes with the form, not with the page. */
export function LateDayField(props: DayFieldProps) {
  return (
    <Suspense>
      <Field {...props} />
    </Suspense>
  );
}
