import type { CsvMapping } from './treasury';

type Columns = CsvMapping['columns'];

export const columnRoles = [
  'none',
  'bookingDate',
  'valueDate',
  'amount',
  'debit',
  'credit',
  'balance',
  'currency',
  'counterparty',
  'counterpartyAccount',
  'reference',
  'remittance',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** What a column means. */
export function roleOf(columns: Columns, column: number): ColumnRole {
  if (columns.remittance.includes(column)) return 'remittance';
  return columnRoles.find((role) => role !== 'none' && role !== 'remittance' && columns[role] === column) ?? 'none';
}

/** The same columns with one that means something else: what only one column can mean leaves the other. */
export function withRole(columns: Columns, column: number, role: ColumnRole): Columns {
  const before = roleOf(columns, column);
  const freed: Columns = {
    ...columns,
    remittance: columns.remittance.filter((one) => one !== column),
    ...(before !== 'none' && before !== 'remittance' && before !== 'bookingDate' && { [before]: null }),
  };
  if (role === 'none') return freed;
  if (role === 'remittance') return { ...freed, remittance: [...freed.remittance, column].sort((a, b) => a - b) };
  const alone =
    role === 'amount' ? { debit: null, credit: null } : role === 'debit' || role === 'credit' ? { amount: null } : {};
  return { ...freed, ...alone, [role]: column };
}
