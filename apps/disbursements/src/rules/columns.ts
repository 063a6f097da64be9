import { Money, type MoneyJson } from '@abonde/money';
import type { Share } from '../tranches/split';

/** A euro amount stored as a whole number of cents. */
export const euros = {
  to: (amount: Money | null | undefined): string | null | undefined => (amount ? amount.minor.toString() : amount),
  from: (minor: string | null): Money | null => (minor === null ? null : Money.minor(BigInt(minor))),
};

/** An amount of any currency stored as JSON. */
export const money = {
  to: (amount: Money | undefined): MoneyJson | undefined => amount?.toJSON(),
  from: (json: MoneyJson): Money => Money.of(json),
};

/** Shares by agreement stored as JSON. */
export const shares = {
  to: (list: Share[] | undefined): { agreement: string; amount: MoneyJson }[] | undefined =>
    list?.map(({ agreement, amount }) => ({ agreement, amount: amount.toJSON() })),
  from: (list: { agreement: string; amount: MoneyJson }[]): Share[] =>
    list.map(({ agreement, amount }) => ({ agreement, amount: Money.of(amount) })),
};
