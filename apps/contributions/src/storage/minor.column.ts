import type { ColumnOptions } from 'typeorm';

/** Minor units of a currency, whole and exact. */
export const minor: ColumnOptions = {
  type: 'bigint',
  transformer: {
    to: (value: bigint | null | undefined) => value?.toString() ?? value,
    from: (value: string | null) => (value === null ? null : BigInt(value)),
  },
};
