import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';

/** What is given instead of money: goods or premises, services, or the time of volunteers. */
export const natures = ['GOODS', 'SERVICES', 'VOLUNTEERS'] as const;
export type Nature = (typeof natures)[number];

/** Accounts of a gift in kind and their legal numbers: what it is used for, and where it comes from (36). */
export function inKindAccounts(nature: Nature): { use: string; resource: string } {
  const name = nature.toLowerCase();
  return { use: `in-kind-use:${name}`, resource: `in-kind-resource:${name}` };
}

/** @throws {Violation} VALUE_NOT_IN_EUR or VALUE_NOT_POSITIVE */
export function checkValue(value: Money): void {
  const refuse = (code: string, detail: string) => {
    throw new Violation({
      code,
      status: 422,
      title: 'Value not acceptable',
      detail,
      figures: { field: 'value', value },
    });
  };
  if (value.currency !== 'EUR') refuse('VALUE_NOT_IN_EUR', `A gift in kind is valued in EUR, not in ${value.currency}`);
  if (!value.isPositive()) refuse('VALUE_NOT_POSITIVE', 'A gift in kind is worth more than zero');
}
