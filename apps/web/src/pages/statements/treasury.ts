import { clientOf, upload } from '../../api/client';
import type { components, paths } from '../../api/schema/treasury';

type Schemas = components['schemas'];
export type Account = Schemas['ListedAccountDto'];
export type Statement = Schemas['ListedStatementDto'];
export type Imported = Schemas['ImportedStatementDto'];
export type Preview = Schemas['PreviewDto'];
export type PreviewedStatement = Schemas['StatementPreviewDto'];
export type PreviewedEntry = Schemas['PreviewEntryDto'];
export type Warning = Schemas['WarningDto'];
export type CsvMapping = Schemas['CsvMappingDto'];

export const treasury = clientOf<paths>();

/** What a person says of a table beside the file. */
export interface Told {
  account?: string | undefined;
  closing?: string | undefined;
  mapping?: CsvMapping | undefined;
}

/** Sends a file as it is. @throws {Problem} when it is refused */
function send<T>(path: string, file: File, { account, closing, mapping }: Told, key?: string): Promise<T> {
  const query = new URLSearchParams({ ...(account && { account }), ...(closing && { closing }) });
  const fields: Record<string, string> = mapping ? { mapping: JSON.stringify(mapping) } : {};
  return upload<T>(`${path}?${query.toString()}`, file, fields, key ? { 'idempotency-key': key } : {});
}

/** Reads a file without storing anything. */
export function previewFile(file: File, told: Told): Promise<Preview> {
  return send('/api/treasury/statements/preview', file, told);
}

/** Stores what a file says; the same file again changes nothing. */
export function importFile(file: File, told: Told, key: string): Promise<{ statements: Imported[] }> {
  return send('/api/treasury/statements', file, { ...told, mapping: undefined }, key);
}
