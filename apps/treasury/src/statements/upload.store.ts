import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@abonde/platform';
import type { FastifyRequest } from 'fastify';
import type { Content } from './statements.service';

/**
 * Puts the one file of a multipart request on disk while it is read, so that memory doesn't grow with it.
 * @throws {DomainError} 400 `FILE_MISSING`, 413 `PAYLOAD_TOO_LARGE`
 */
export async function withUploadedFile<T>(request: FastifyRequest, read: (content: Content) => Promise<T>): Promise<T> {
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
    return await read(() => createReadStream(path));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
