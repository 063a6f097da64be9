import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error';

export interface Upload {
  name: string;
  contentType: string;
  bytes: Buffer;
  /** Text fields sent before the file. */
  fields: Record<string, string>;
}

/**
 * The one file of a multipart request.
 * @throws {DomainError} 400 `FILE_MISSING`; 413 `PAYLOAD_TOO_LARGE` above UPLOAD_MAX_BYTES
 */
export async function receiveFile(request: FastifyRequest): Promise<Upload> {
  const part = request.isMultipart() ? await request.file() : undefined;
  if (!part) {
    throw new DomainError({
      code: 'FILE_MISSING',
      status: 400,
      title: 'No file',
      detail: 'Send one file in a multipart/form-data request.',
    });
  }
  const bytes = await part.toBuffer();
  const fields: Record<string, string> = {};
  for (const [name, field] of Object.entries(part.fields)) {
    const [first] = Array.isArray(field) ? field : [field];
    if (first?.type === 'field' && typeof first.value === 'string') fields[name] = first.value;
  }
  return { name: part.filename, contentType: part.mimetype, bytes, fields };
}

/** Describes a multipart request with one `file`. */
export function ApiFile(): MethodDecorator {
  return applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
    }),
  );
}
