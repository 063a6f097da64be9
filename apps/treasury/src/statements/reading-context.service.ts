import { Money } from '@abonde/money';
import { DomainError } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { DataSource } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service';
import { type CsvSample, sampleRows } from './csv.reader';
import type { CsvMapping } from './csv-mapping';
import { CsvMappingDto } from './csv-mappings.dto';
import { checkColumns, CsvMappings } from './csv-mappings.service';
import { type KnownAccount, StatementRefused } from './statement';
import { accountMissing, notATable, type ReadingContext } from './statement-file.reader';

/** What a person says beside the file, where it is a table. */
export interface ToldOfTable {
  /** Id or code. */
  account?: string | undefined;
  /** Balance at the end of the table, in the account's currency. */
  closing?: string | undefined;
  /** JSON of a mapping to try, for a preview. */
  mapping?: string | undefined;
}

/** How a table was read, for a person to check and to change. */
export interface TableReading {
  mapping: CsvMapping;
  source: 'SAVED' | 'PROPOSED' | 'GIVEN';
  names: string[];
  rows: string[][];
}

/** Gives a file's reader what the file alone doesn't say. */
@Injectable()
export class ReadingContexts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly mappings: CsvMappings,
  ) {}

  /** For an import: a table is read by the saved mapping of its account, and by nothing else. */
  async importing(told: ToldOfTable): Promise<ReadingContext> {
    return {
      accounts: await this.known(),
      table: async (sample) => {
        if (told.account === undefined) throw sample ? accountMissing() : notATable();
        const account = await this.accounts.get(told.account);
        const mapping = await this.mappings.find(this.dataSource.manager, account.id);
        if (!mapping) throw sample ? mappingMissing(account.code) : notATable();
        return { account, mapping, closing: closingOf(told, account.currency) };
      },
    };
  }

  /** For a preview: by the mapping that is tried, the saved one, or else the one the table itself suggests. */
  async previewing(told: ToldOfTable, looked: (reading: TableReading) => void): Promise<ReadingContext> {
    return {
      accounts: await this.known(),
      table: async (sample) => {
        const account = told.account === undefined ? nobody : await this.accounts.get(told.account);
        const tried = told.mapping === undefined ? undefined : mappingOf(told.mapping);
        const saved = account.id ? await this.mappings.find(this.dataSource.manager, account.id) : undefined;
        const mapping = tried ?? saved ?? sample?.mapping;
        if (!mapping || !sample) throw notATable();
        looked({ mapping, source: tried ? 'GIVEN' : saved ? 'SAVED' : 'PROPOSED', ...shown(sample, mapping) });
        return { account, mapping, closing: closingOf(told, account.currency) };
      },
    };
  }

  private async known(): Promise<KnownAccount[]> {
    return this.accounts.list();
  }
}

/** A table that is looked at before its account is named. */
const nobody: KnownAccount & { id: string } = { id: '', code: '', identifier: '', currency: 'EUR' };

function shown(sample: CsvSample, mapping: CsvMapping): Pick<TableReading, 'names' | 'rows'> {
  const rows = mapping.delimiter === sample.mapping.delimiter ? sample.rows : sampleRows(sample.head, mapping);
  const first = rows[mapping.skippedRows] ?? rows[0] ?? [];
  return { names: mapping.header ?? first, rows };
}

/** @throws {DomainError} 400 `INVALID_CSV_MAPPING` naming the fields */
function mappingOf(json: string): CsvMapping {
  const mapping = plainToInstance(CsvMappingDto, parsed(json));
  const faults = mapping instanceof CsvMappingDto ? validateSync(mapping) : [];
  if (!(mapping instanceof CsvMappingDto) || faults.length > 0) {
    throw new DomainError({
      code: 'INVALID_CSV_MAPPING',
      status: 400,
      title: 'Not a mapping',
      detail: 'The mapping is not complete.',
      fields: faults.map(({ property }) => property),
    });
  }
  checkColumns(mapping);
  return mapping;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** @throws {MoneyError} 422 when the text is no amount of the currency */
function closingOf({ closing }: ToldOfTable, currency: string): Money | null {
  return closing === undefined || closing === '' ? null : Money.of({ amount: closing, currency });
}

function mappingMissing(account: string): StatementRefused {
  return new StatementRefused(
    'CSV_MAPPING_MISSING',
    'No mapping',
    `No mapping is saved for ${account}: say what the columns are, once.`,
    { account },
  );
}
