import { isDay } from '@abonde/calendar';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** A day of the calendar, `2026-02-20`; the 30th of February is refused with the field's name. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  const defaultMessage = () => '$property must be a day such as "2026-02-20"';
  return ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage } }, options);
}
