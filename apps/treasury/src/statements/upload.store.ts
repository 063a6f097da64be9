import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@abonde/platform';
import type { FastifyRequest } from 'fastify';
import { filesOfArchive, type NamedFile } from './zip.store';

/** What a multipart request brought: its file, or those of its archive, and the text fields before it. */
export interface SentFiles {
  files: NamedFile[];
  fields: Readonly<Record<string, string>>;
}

const archiveMark = Buffer.from([0x50, 0x4b]);
/** What an archive may hold once inflated, in bytes. */
const mostInflated = 400 * 1024 * 1024;

/**
 * Puts the one file of a multipart request on disk while it is read, so that memory doesn't grow with it.
 * @throws {DomainError} 400 `FILE_MISSING`, 413 `PAYLOAD_TOO_LARGE`
 * @throws {StatementRefused} when it is an archive that can't be read
 */
export async function withUploadedFile<T>(request: FastifyRequest, read: (sent: SentFiles) => Promise<T>): Promise<T> {
  const part = request.isMultipart() ? await request.file() : undefined;
  if (!part) {
    throw new DomainError({
      code: 'FILE_MISSING',
      status: 400,
      title: 'No file',
      detail: 'Send one file in a multipart/form-data request.',
    });
  }
  const directory = await mkdtemp(join(tmpdir(), 'statement-'));
  try {
    const path = join(directory, 'file');
    await pipeline(part.file, createWriteStream(path));
    if (part.file.truncated) {
      throw new DomainError({
        code: 'PAYLOAD_TOO_LARGE',
        status: 413,
        title: 'Too large',
        detail: 'The file is larger than what is accepted.',
      });
    }
    return await withFiles(path, part.filename, (files) => read({ files, fields: fieldsOf(part.fields) }));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function withFiles<T>(path: string, name: string, read: (files: NamedFile[]) => Promise<T>): Promise<T> {
  if (!(await isArchive(path))) return read([{ name, content: () => createReadStream(path) }]);
  const { files, close } = await filesOfArchive(path, mostInflated);
  try {
    return await read(files);
  } finally {
    close();
  }
}

/** The empty archive begins like the others but for the bytes after its mark. */
async function isArchive(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const mark = Buffer.alloc(4);
    await file.read(mark, 0, 4, 0);
    return mark.subarray(0, 2).equals(archiveMark) && (mark[2] ?? 0xff) < 9 && (mark[3] ?? 0xff) < 9;
  } finally {
    await file.close();
  }
}

function fieldsOf(parts: NonNullable<Awaited<ReturnType<FastifyRequest['file']>>>['fields']): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, part] of Object.entries(parts)) {
    const [first] = Array.isArray(part) ? part : [part];
    if (first?.type === 'field' && typeof first.value === 'string') fields[name] = first.value;
  }
  return fields;
}
