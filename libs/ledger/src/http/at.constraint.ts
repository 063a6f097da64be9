import { isDay } from '@abonde/calendar';
import { ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';

const instant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d):?[0-5]\d)$/;

export function isInstant(value: string): boolean {
  return isDay(instant.exec(value)?.[1]);
}

/** A day that exists, `YYYY-MM-DD`. */
@ValidatorConstraint({ name: 'calendarDay' })
export class CalendarDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isDay(value);
  }

  defaultMessage(): string {
    return '$property must be a day of the calendar such as 2026-02-20';
  }
}

/** An instant with its offset; to the microsecond, which a JavaScript date would lose. */
@ValidatorConstraint({ name: 'instant' })
export class Instant implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isInstant(value);
  }

  defaultMessage(): string {
    return '$property must be an instant such as 2026-02-20T12:00:00Z';
  }
}
