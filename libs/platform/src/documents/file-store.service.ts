import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { notFound } from '../errors/domain-error';
import { isUuid, uuid } from '../ids';
import { SETTINGS, type Settings } from '../settings';
import { checkContentType } from './content-type';

export interface NewDocument {
  name: string;
  contentType: string;
  bytes: Buffer;
  /** Id of the actor who brings it. */
  createdBy?: string;
}

export interface StoredDocument {
  document: string;
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
  sha256: string;
  createdBy: string | null;
  stream(): Readable;
}

interface Row {
  id: string;
  sha256: string;
  name: string;
  content_type: string;
  size: string;
  created_by: string | null;
}

/** Documents kept by the SHA-256 of their content: the same file twice is stored once. */
@Injectable()
export class FileStore {
  private readonly directory: string;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.directory = resolve(settings.DOCUMENTS_DIR);
  }

  /** @throws {DomainError} 422 `CONTENT_TYPE_MISMATCH` */
  async put(tx: EntityManager, { name, contentType, bytes, createdBy }: NewDocument): Promise<{ document: string }> {
    checkContentType({ name, contentType, bytes });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.write(sha256, bytes);
    const document = uuid();
    await tx.query(
      'INSERT INTO documents (id, sha256, name, content_type, size, created_by) VALUES ($1, $2, $3, $4, $5, $6)',
      [document, sha256, name, contentType, bytes.length, createdBy ?? null],
    );
    return { document };
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async get(document: string, tx: EntityManager = this.dataSource.manager): Promise<StoredDocument> {
    const [row]: Row[] = isUuid(document) ? await tx.query('SELECT * FROM documents WHERE id = $1', [document]) : [];
    if (!row) throw notFound('document', document);
    const path = this.path(row.sha256);
    return {
      document: row.id,
      name: row.name,
      contentType: row.content_type,
      size: Number(row.size),
      sha256: row.sha256,
      createdBy: row.created_by,
      stream: () => createReadStream(path),
    };
  }

  /** Written aside then renamed: a file under its final name is always whole. */
  private async write(sha256: string, bytes: Buffer): Promise<void> {
    const path = this.path(sha256);
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (there) return;
    await mkdir(dirname(path), { recursive: true });
    const aside = `${path}.${uuid()}`;
    await writeFile(aside, bytes, { flag: 'wx' });
    await rename(aside, path);
  }

  private path(sha256: string): string {
    return join(this.directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}
