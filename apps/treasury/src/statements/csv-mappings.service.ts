import { checkVersion, type Command, DomainError, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service';
import type { CsvMapping } from './csv-mapping';
import type { SavedCsvMappingDto } from './csv-mappings.dto';

interface MappingRow {
  mapping: CsvMapping;
  saved_at: Date;
  version: number;
}

/** How each account's bank writes its movements as a table: told once, used for every file. */
@Injectable()
export class CsvMappings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
  ) {}

  /** @throws {DomainError} 404 `NOT_FOUND`, `CSV_MAPPING_MISSING` */
  async get(reference: string): Promise<SavedCsvMappingDto> {
    const { id, code } = await this.accounts.get(reference);
    const row = await this.row(this.dataSource.manager, id);
    if (row) return savedDto(code, row);
    throw new DomainError({
      code: 'CSV_MAPPING_MISSING',
      status: 404,
      title: 'No mapping',
      detail: `No mapping is saved for ${code}.`,
      account: code,
    });
  }

  async find(tx: EntityManager, account: string): Promise<CsvMapping | undefined> {
    return (await this.row(tx, account))?.mapping;
  }

  /** @throws {DomainError} 404 `NOT_FOUND`, 412 `VERSION_MISMATCH`, 422 `CSV_AMOUNT_COLUMN_MISSING` */
  save(
    command: Command,
    reference: string,
    mapping: CsvMapping,
    version: number | undefined,
  ): Promise<SavedCsvMappingDto> {
    checkColumns(mapping);
    return this.unitOfWork.run(command, async (tx) => {
      const { id, code } = await this.accounts.get(reference, tx);
      await tx.query('SELECT FROM bank_accounts WHERE id = $1 FOR UPDATE', [id]);
      const before = await this.row(tx, id);
      if (before) checkVersion(version, before.version);
      const [row]: MappingRow[] = await tx.query(
        `INSERT INTO csv_mappings (account_id, mapping, saved_by) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET mapping = excluded.mapping, saved_by = excluded.saved_by, saved_at = now(),
           version = csv_mappings.version + 1
         RETURNING mapping, saved_at, version`,
        [id, JSON.stringify(plain(mapping)), command.actor.id],
      );
      return savedDto(code, row as MappingRow);
    });
  }

  private async row(tx: EntityManager, account: string): Promise<MappingRow | undefined> {
    const [row]: MappingRow[] = await tx.query(
      'SELECT mapping, saved_at, version FROM csv_mappings WHERE account_id = $1',
      [account],
    );
    return row;
  }
}

/** @throws {DomainError} 422 `CSV_AMOUNT_COLUMN_MISSING` */
export function checkColumns({ columns: { amount, debit, credit } }: CsvMapping): void {
  const paired = debit !== null && credit !== null;
  if ((amount !== null) !== paired && (amount !== null || paired)) return;
  throw new DomainError({
    code: 'CSV_AMOUNT_COLUMN_MISSING',
    status: 422,
    title: 'Which column is the amount',
    detail: 'Name one column of signed amounts, or else one of debits and one of credits.',
    field: 'columns.amount',
  });
}

function plain({
  delimiter,
  encoding,
  skippedRows,
  header,
  dateFormat,
  decimalSign,
  sign,
  columns,
}: CsvMapping): CsvMapping {
  return { delimiter, encoding, skippedRows, header, dateFormat, decimalSign, sign, columns };
}

function savedDto(account: string, { mapping, saved_at, version }: MappingRow): SavedCsvMappingDto {
  return { ...mapping, account, savedAt: saved_at.toISOString(), version };
}
